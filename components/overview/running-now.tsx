import Link from "next/link";
import { mostCounted } from "@/lib/api-contract/jobs";
import type { Overview, RunningJob } from "@/lib/api-contract/overview";
import { spanWords } from "@/lib/wording/control";
import { number } from "@/lib/wording/counts";
import { jobName, jobStatusWords } from "@/lib/wording/jobs";
import { objectWords } from "@/lib/wording/objects";
import { fullTime, time } from "@/lib/wording/times";
import { AccountLine, accountedFor, accountOf, wholeOf } from "../account-line";
import { EnvironmentChip } from "../ui/environment-chip";
import { Panel } from "../ui/panel";
import { Skeleton } from "../ui/skeleton";
import { Time } from "../ui/time";

function Line({ line: { job, timeLeft, lastHeardAt } }: { line: RunningJob }) {
  const segments = accountOf(job);
  const doubtful = segments.filter(
    ({ kind, count }) => (kind === "failed" || kind === "unsure") && count > 0,
  );
  return (
    <li className="relative grid grid-cols-[minmax(0,14rem)_minmax(0,1fr)] items-start gap-x-6 gap-y-2 border-b border-line px-4 py-3 last:border-b-0 hover:bg-hover max-md:grid-cols-1">
      <div className="min-w-0">
        <Link
          href={`/jobs/${job.id}`}
          className="block truncate font-medium outline-none after:absolute after:inset-0 after:content-[''] focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          {jobName(job)} · {objectWords(job.objectName).plural}
        </Link>
        <p className="flex items-center gap-1.5 text-12 text-ink-3">
          <span className="truncate" title={job.connectionName}>
            {job.connectionName}
          </span>
          <EnvironmentChip environment={job.environment} />
        </p>
      </div>
      <div className="min-w-0 pt-1.5">
        <AccountLine segments={segments} />
        <p className="figures mt-1.5 flex flex-wrap justify-between gap-x-4 text-12 text-ink-2">
          <span>
            {jobStatusWords(job)}, {number(accountedFor(segments))} of {number(wholeOf(segments))} done
            {doubtful.map(({ kind, count, label }) => (
              <span
                key={kind}
                className={`ml-2 font-medium ${kind === "failed" ? "text-failed-text" : "text-unsure-text"}`}
              >
                {number(count)} {label}
              </span>
            ))}
          </span>
          <span>
            {timeLeft === null ? "time left not known yet" : `${spanWords(timeLeft)} left`}
            {lastHeardAt === null ? null : (
              <>
                {", last heard "}
                <Time at={lastHeardAt} short={time(lastHeardAt, new Date())} full={fullTime(lastHeardAt)} />
              </>
            )}
          </span>
        </p>
      </div>
    </li>
  );
}

/** What moves by itself, with how far it is and how long it still takes. */
export function RunningNow({ data }: { data: Overview | undefined }) {
  const lines = data?.running ?? [];
  const all = data?.counts.running ?? 0;
  return (
    <Panel
      title="Running now"
      note={lines.length > 0 ? "you may close this page" : undefined}
      aside={
        all > lines.length && lines.length > 0 ? (
          <Link href="/jobs?show=running" className="rounded-1 font-medium text-accent-text hover:underline">
            All {all >= mostCounted ? `${number(mostCounted - 1)}+` : number(all)} under way
          </Link>
        ) : null
      }
    >
      {data === undefined ? (
        <div className="px-4 py-4">
          <Skeleton width="w-64" />
        </div>
      ) : null}
      {data && lines.length === 0 ? <p className="px-4 py-4 text-ink-2">Nothing is running.</p> : null}
      {lines.length > 0 ? (
        <ul>
          {lines.map((line) => (
            <Line key={line.job.id} line={line} />
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}
