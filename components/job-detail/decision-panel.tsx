import type { Batch, Job } from "@/lib/api-contract/jobs";
import { count, number } from "@/lib/wording/counts";
import { recordsSent } from "@/lib/wording/jobs";
import { objectWords } from "@/lib/wording/objects";
import { fullTime, time } from "@/lib/wording/times";
import { CopyButton } from "../ui/copy-button";
import { Panel } from "../ui/panel";
import { Time } from "../ui/time";

function Known({ job, part, now }: { job: Job; part: Batch; now: Date }) {
  return (
    <ul className="grid gap-1.5">
      <li>
        {part.message ?? `Nobody has said what became of ${count(part.lastRow - part.firstRow + 1, "row")}.`}
      </li>
      <li>
        {part.bulkJobId === null ? (
          `Open Connectors gave this part no number.`
        ) : (
          <span className="inline-flex flex-wrap items-center gap-1">
            Open Connectors gave it the number <span className="raw">{part.bulkJobId}</span>
            <CopyButton text={part.bulkJobId} label="Copy the number" />
          </span>
        )}
      </li>
      {job.lastHeardAt === null ? null : (
        <li>
          It last answered about this import at{" "}
          <Time at={job.lastHeardAt} short={time(job.lastHeardAt, now)} full={fullTime(job.lastHeardAt)} />.
        </li>
      )}
    </ul>
  );
}

function whereListed(job: Job, part: Batch): string {
  return job.rows.unknown > 0 ? "the rows are listed below" : `they are ${recordsSent(part)}`;
}

/** A part nobody has confirmed: what happened, what is known, and what a person can do. */
export function DecisionPanel({ job, now }: { job: Job; now: Date }) {
  const parts = job.batches.filter((part) => part.status === "needs_decision");
  const { plural } = objectWords(job.objectName);
  return parts.map((part) => {
    const rows = part.lastRow - part.firstRow + 1;
    const name =
      job.batches.length === 1
        ? "this import"
        : `part ${number(part.index + 1)} of ${number(job.batches.length)}`;
    return (
      <Panel key={part.index} title={`What became of ${name} is not known`}>
        <dl className="grid gap-x-6 gap-y-3 px-4 py-3.5 sm:grid-cols-[8.5rem_minmax(0,1fr)]">
          <dt className="text-ink-3">What happened</dt>
          <dd>
            The {count(rows, "row")} {rows === 1 ? "was" : "were"} on the way to {job.connectionName}, and no
            answer says whether {rows === 1 ? "it" : "they"} arrived. This is not a fault in your file.
          </dd>
          <dt className="text-ink-3">What is known</dt>
          <dd>
            <Known job={job} part={part} now={now} />
          </dd>
          <dt className="text-ink-3">What is safe</dt>
          <dd>
            Nothing more of this import is sent until someone decides. Sending these rows again could create
            them twice.
          </dd>
          <dt className="text-ink-3">What you can do</dt>
          <dd>
            Look in {job.connectionName} for these {plural}: {whereListed(job, part)}. Note the part and the
            ids under “For support” for whoever looks after Open Connectors.
          </dd>
        </dl>
      </Panel>
    );
  });
}
