"use client";
import { useQuery } from "@tanstack/react-query";
import { partQuery } from "@/lib/api-client/decisions";
import type { Part } from "@/lib/api-contract/decisions";
import type { Batch, Job } from "@/lib/api-contract/jobs";
import { count, number } from "@/lib/wording/counts";
import { fullTime, time } from "@/lib/wording/times";
import { Notice } from "../ui/notice";
import { Panel } from "../ui/panel";
import { Skeleton } from "../ui/skeleton";
import { Time } from "../ui/time";
import { AttemptFacts } from "./attempt-facts";
import { DecisionForm } from "./decision-form";

/** What the looking has seen so far, from Open Connectors and, where it can be searched, from the system itself. */
function Looked({ job, part, now }: { job: Job; part: Part; now: Date }) {
  const { lookedAt, candidates, listProblem, sample } = part;
  return (
    <>
      <li>
        {listProblem ??
          (candidates.length === 0
            ? "Open Connectors lists no bulk job that could be it"
            : `Open Connectors lists ${count(candidates.length, "bulk job")} that could be it, none with this import's mark`)}
        {lookedAt === null ? null : (
          <>
            {listProblem === null ? ", asked " : " Asked "}
            <Time at={lookedAt} short={time(lookedAt, now, { seconds: true })} full={fullTime(lookedAt)} />
          </>
        )}
        . Hubload goes on looking.
      </li>
      {sample === null ? null : (
        <li>
          Of {count(sample.looked, "row")} looked for by <span className="raw">{sample.field}</span>,{" "}
          {number(sample.found)} {sample.found === 1 ? "is" : "are"} in {job.connectionName}.
        </li>
      )}
    </>
  );
}

function Question({ job, batch, now }: { job: Job; batch: Batch; now: Date }) {
  const { data: part, error } = useQuery(partQuery(job.id, batch.index, batch.status));
  const rows = batch.lastRow - batch.firstRow + 1;
  const name =
    job.batches.length === 1
      ? "this import"
      : `part ${number(batch.index + 1)} of ${number(job.batches.length)}`;
  return (
    <Panel title={`What became of ${name} is not known`}>
      <dl className="grid gap-x-6 gap-y-3 px-4 py-3.5 sm:grid-cols-[8.5rem_minmax(0,1fr)]">
        <dt className="text-ink-3">What happened</dt>
        <dd>
          The {count(rows, "row")} {rows === 1 ? "was" : "were"} on the way to {job.connectionName}, and no
          answer says whether {rows === 1 ? "it" : "they"} arrived. This is not a fault in your file.
        </dd>
        <dt className="text-ink-3">What is known</dt>
        <dd>
          <ul className="grid gap-1.5">
            {batch.message === null || batch.message === job.message ? null : <li>{batch.message}</li>}
            {part?.attempts.map((attempt) => (
              <li key={attempt.number}>
                <AttemptFacts attempt={attempt} now={now} />
              </li>
            ))}
            {part ? <Looked job={job} part={part} now={now} /> : null}
          </ul>
        </dd>
        <dt className="text-ink-3">What is safe</dt>
        <dd>
          Nothing more of this import is sent until someone decides. The first decision counts; it cannot be
          taken back.
        </dd>
        <dt className="text-ink-3">What you can do</dt>
        <dd>
          {part ? <DecisionForm job={job} batch={batch} part={part} now={now} /> : null}
          {!part && error ? (
            <Notice tone="failed" title="What is known of it could not be read.">
              {error.message} Nothing was changed.
            </Notice>
          ) : null}
          {!part && !error ? <Skeleton width="w-72" height="h-24" /> : null}
        </dd>
      </dl>
    </Panel>
  );
}

/** Parts nobody has confirmed: what happened, what is known, and the ways out. */
export function DecisionPanel({ job, now }: { job: Job; now: Date }) {
  return job.batches
    .filter(({ status }) => status === "needs_decision")
    .map((batch) => <Question key={batch.index} job={job} batch={batch} now={now} />);
}
