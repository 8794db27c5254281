import Link from "next/link";
import type { Notice } from "@/lib/api-contract/notices";
import { jobName, jobStatusWords, shownStatus } from "@/lib/wording/jobs";
import { objectWords } from "@/lib/wording/objects";
import { outcomeSentence } from "@/lib/wording/outcome-sentence";
import { fullTime, time } from "@/lib/wording/times";
import { StateWord } from "../ui/state-word";
import { Time } from "../ui/time";

/** "Import 41 · receipts" */
export const noticeTitle = ({ job }: Notice): string =>
  `${jobName(job)} · ${objectWords(job.objectName).plural}`;

/** One import: how it stands now, and the way there. */
export function NoticeLine({ notice, now, onGo }: { notice: Notice; now: Date; onGo: () => void }) {
  const { job, at, isNew } = notice;
  return (
    <li className="relative border-b border-line px-4 py-2.5 last:border-b-0 hover:bg-hover">
      <p className="flex items-baseline justify-between gap-3">
        <Link
          href={`/jobs/${job.id}`}
          onClick={onGo}
          className="min-w-0 truncate font-medium outline-none after:absolute after:inset-0 after:content-[''] focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          {noticeTitle(notice)}
        </Link>
        <span className="text-12 whitespace-nowrap text-ink-3">
          {isNew ? <span className="mr-1.5 font-strong text-accent-text">new</span> : null}
          <Time at={at} short={time(at, now)} full={fullTime(at)} />
        </span>
      </p>
      <p>
        <StateWord state={shownStatus(job)} small>
          {jobStatusWords(job)}
        </StateWord>
      </p>
      <p className="text-12 text-ink-2 wrap-anywhere">{outcomeSentence(job)}</p>
    </li>
  );
}
