import Link from "next/link";
import type { JobSummary } from "@/lib/api-contract/jobs";
import type { Overview } from "@/lib/api-contract/overview";
import { jobName, jobStatusWords, shownStatus } from "@/lib/wording/jobs";
import { objectWords } from "@/lib/wording/objects";
import { outcomeSentence } from "@/lib/wording/outcome-sentence";
import { fullTime, time } from "@/lib/wording/times";
import { buttonLook } from "../ui/button-look";
import { EnvironmentChip } from "../ui/environment-chip";
import { Panel } from "../ui/panel";
import { Skeleton } from "../ui/skeleton";
import { StateWord } from "../ui/state-word";
import { Time } from "../ui/time";

function wayOn(job: JobSummary): string {
  if (job.status === "needs_decision") return "Decide";
  return job.status === "paused" ? "Look and go on" : "See the rows";
}

/** One import that somebody has to look at, and the way there. */
export function WaitingLine({ job, now }: { job: JobSummary; now: Date }) {
  const name = `${jobName(job)} · ${objectWords(job.objectName).plural}`;
  return (
    <li className="grid grid-cols-[9.5rem_minmax(0,1fr)_auto] items-start gap-x-4 gap-y-1 border-b border-line px-4 py-3 last:border-b-0 max-md:grid-cols-1">
      <StateWord state={shownStatus(job)}>{jobStatusWords(job)}</StateWord>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          {name} <EnvironmentChip environment={job.environment} />
        </p>
        <p className="text-12 text-ink-2 wrap-anywhere">{outcomeSentence(job)}</p>
        <p className="text-12 text-ink-3 wrap-anywhere">
          <span className="raw">{job.fileName}</span>, {job.createdBy.name},{" "}
          <Time at={job.createdAt} short={time(job.createdAt, now)} full={fullTime(job.createdAt)} />
        </p>
      </div>
      <Link href={`/jobs/${job.id}`} className={buttonLook({})}>
        {wayOn(job)}
        <span className="sr-only">: {name}</span>
      </Link>
    </li>
  );
}

/** Imports only a person brings on, then those with open rows: who waits longest comes first. */
export function NeedsYou({ data, now }: { data: Overview | undefined; now: Date }) {
  const jobs = data ? [...data.needsYou, ...data.open] : [];
  const { needsYou = 0, open = 0 } = data?.counts ?? {};
  const more = Math.max(needsYou - (data?.needsYou.length ?? 0), 0) + Math.max(open - jobs.length, 0);
  return (
    <Panel
      title="To do"
      aside={
        more > 0 ? (
          <Link
            href={needsYou > (data?.needsYou.length ?? 0) ? "/jobs?show=needs_you" : "/jobs?show=open"}
            className="rounded-1 font-medium text-accent-text hover:underline"
          >
            See all of them
          </Link>
        ) : null
      }
    >
      {data ? null : <Loading />}
      {data && jobs.length === 0 ? <p className="px-4 py-4 text-ink-2">Nothing waits for anybody.</p> : null}
      {jobs.length > 0 ? (
        <ul>
          {jobs.map((job) => (
            <WaitingLine key={job.id} job={job} now={now} />
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}

function Loading() {
  return (
    <div className="grid gap-3 px-4 py-4">
      <Skeleton width="w-64" />
      <Skeleton width="w-96" />
    </div>
  );
}
