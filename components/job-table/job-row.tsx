import Link from "next/link";
import type { JobSummary } from "@/lib/api-contract/jobs";
import { number } from "@/lib/wording/counts";
import { jobName, jobStatusWords, shownStatus } from "@/lib/wording/jobs";
import { objectWords } from "@/lib/wording/objects";
import { duration, fullTime, time } from "@/lib/wording/times";
import { AccountLine, accountedFor, accountOf, wholeOf } from "../account-line";
import { EnvironmentChip } from "../ui/environment-chip";
import { StateWord } from "../ui/state-word";
import { Td, Tr } from "../ui/table";
import { Time } from "../ui/time";
import { openWords } from "./open-words";

const tones = { failed: "text-failed-text", unsure: "text-unsure-text", plain: "text-ink-2" } as const;

function Rows({ job }: { job: JobSummary }) {
  const segments = accountOf(job);
  const open = openWords(job);
  return (
    <>
      <AccountLine segments={segments} size="thin" />
      <div className="figures mt-1 flex flex-wrap justify-between gap-x-2 text-12 leading-3.5">
        <span className="whitespace-nowrap text-ink-2">
          {number(accountedFor(segments))} of {number(wholeOf(segments))}
        </span>
        <span className={`font-medium ${tones[open.tone]}`}>{open.words}</span>
      </div>
    </>
  );
}

const minuteMs = 60_000;

/** From a minute on, seconds are noise in a list. */
function tookWords(ms: number): string {
  return duration(ms < minuteMs ? ms : ms - (ms % minuteMs));
}

/** One import. The link on its name covers the row, so the whole row opens it, by pointer and by keyboard. */
export function JobRow({ job, now }: { job: JobSummary; now: Date }) {
  const what = objectWords(job.objectName).plural;
  const second = job.company ?? (job.connectionName.includes(job.connectorName) ? null : job.connectorName);
  const tookMs = (job.endedAt ? Date.parse(job.endedAt) : now.getTime()) - Date.parse(job.createdAt);
  return (
    <Tr clickable>
      <Td className="figures text-ink-3">{job.number}</Td>
      <Td>
        <StateWord state={shownStatus(job)}>{jobStatusWords(job)}</StateWord>
      </Td>
      <Td>
        <Link
          href={`/jobs/${job.id}`}
          data-row-link
          aria-label={`${jobName(job)}: ${what}, ${job.fileName}`}
          className="block outline-none after:absolute after:inset-0 after:content-[''] focus-visible:after:rounded-2 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          <span className="block truncate leading-4.25 font-medium first-letter:uppercase">{what}</span>
          <span className="block truncate text-12 leading-4.25 text-ink-3" title={job.fileName}>
            {job.fileName}
          </span>
        </Link>
      </Td>
      <Td>
        <span className="flex items-center gap-1.5">
          <span className="truncate" title={job.connectionName}>
            {job.connectionName}
          </span>
          <EnvironmentChip environment={job.environment} />
        </span>
        {second ? (
          <span className="block truncate text-12 leading-4.25 text-ink-3" title={second}>
            {second}
          </span>
        ) : null}
      </Td>
      <Td className="py-1.5">
        <Rows job={job} />
      </Td>
      <Td figures className="px-2 text-ink-2">
        <Time at={job.createdAt} short={time(job.createdAt, now)} full={fullTime(job.createdAt)} />
        <span className="block text-12 leading-4.25 text-ink-3 wide:hidden">
          {job.endedAt ? `took ${tookWords(tookMs)}` : `${tookWords(tookMs)} so far`}
        </span>
      </Td>
      <Td figures className="text-ink-2 max-wide:hidden">
        {tookWords(tookMs)}
      </Td>
      <Td>
        <span className="block truncate" title={job.createdBy.name}>
          {job.createdBy.name}
        </span>
      </Td>
    </Tr>
  );
}
