import Link from "next/link";
import type { Job } from "@/lib/api-contract/jobs";
import { jobName, jobStatusWords, shownStatus } from "@/lib/wording/jobs";
import { outcomeSentence } from "@/lib/wording/outcome-sentence";
import { fullTime, time } from "@/lib/wording/times";
import { EnvironmentChip } from "../ui/environment-chip";
import { StateWord } from "../ui/state-word";
import { Time } from "../ui/time";
import { StopButton } from "./stop-button";
import { useArrival } from "./use-arrival";

/** A system's name is not broken over two lines. */
function unbroken(sentence: string, name: string): string {
  return sentence.replaceAll(name, name.replaceAll(" ", "\u00a0"));
}

/** Since when what the message says has been so, in the reader's own time. */
function Since({ job, now }: { job: Job; now: Date }) {
  const since = job.batches.find(
    ({ troubleSince, status }) => troubleSince !== null && status === "running",
  )?.troubleSince;
  if (!since) return null;
  return (
    <>
      {" It has been so since "}
      <Time at={since} short={time(since, now)} full={fullTime(since)} />.
    </>
  );
}

/**
 * The way back, the sentence that says how it stands, and the facts in one line. What is known where somebody has to decide
 * stands with the choices.
 */
export function JobHead({ job, now }: { job: Job; now: Date }) {
  const sentence = useArrival();
  return (
    <header className="mb-4.5">
      <nav aria-label="Where you are" className="mb-2.5 flex gap-1.5 text-12 text-ink-3">
        <Link href="/jobs" className="rounded-1 font-medium text-accent-text hover:underline">
          Imports
        </Link>
        <span aria-hidden>/</span>
        <span aria-current="page">{jobName(job)}</span>
      </nav>
      <div className="flex items-start justify-between gap-4">
        <div aria-live="polite">
          <h1 ref={sentence} tabIndex={-1} className="say outline-none">
            {unbroken(outcomeSentence(job), job.connectionName)}
          </h1>
        </div>
        <StopButton job={job} />
      </div>
      <div className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-ink-2">
        <StateWord state={shownStatus(job)}>{jobStatusWords(job)}</StateWord>
        <EnvironmentChip environment={job.environment} />
        <span>
          {job.connectionName}
          {job.company ? `, ${job.company}` : null}
          {job.connectionName.includes(job.connectorName) ? null : `, ${job.connectorName}`}
        </span>
        <span className="raw wrap-anywhere">{job.fileName}</span>
        <span>
          {job.createdBy.name},{" "}
          <Time at={job.createdAt} short={time(job.createdAt, now)} full={fullTime(job.createdAt)} />
          {job.endedAt === null ? null : (
            <>
              {" to "}
              <Time
                at={job.endedAt}
                short={time(job.endedAt, new Date(job.createdAt))}
                full={fullTime(job.endedAt)}
              />
            </>
          )}
        </span>
      </div>
      {job.message === null || job.status === "needs_decision" ? null : (
        <p className="mt-2 max-w-180 text-ink-2">
          {job.message}
          <Since job={job} now={now} />
        </p>
      )}
    </header>
  );
}
