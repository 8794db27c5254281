"use client";
import Link from "next/link";
import { useEffect, useState } from "react";
import { isMoving } from "@/lib/api-client/jobs";
import type { Job } from "@/lib/api-contract/jobs";
import { rateWords, spanWords } from "@/lib/wording/control";
import { count, number } from "@/lib/wording/counts";
import { duration, fullTime } from "@/lib/wording/times";

/** Seconds pass while a page is looked at. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function LastHeard({ at, from }: { at: string; from: string }) {
  const ago = Math.max(0, useNow() - Date.parse(at));
  return (
    <time dateTime={at} title={fullTime(at)}>
      last heard from {from} {duration(ago)} ago
    </time>
  );
}

/** Rows of the part under way that the system says it has worked on; how each ended is known at its end. */
function WorkedOn({ job }: { job: Job }) {
  const part = job.batches.find((batch) => batch.status === "running");
  if (!part?.processed) return null;
  return ` · ${number(part.processed)} of ${number(part.lastRow - part.firstRow + 1)} rows worked on`;
}

/** The import whose part goes before, and how long that takes. */
function Ahead({ ahead }: { ahead: NonNullable<Job["ahead"]> }) {
  return (
    <p className="basis-full">
      Waits for its turn behind{" "}
      <Link href={`/jobs/${ahead.job.id}`} className="rounded-1 font-medium text-accent-text hover:underline">
        import {number(ahead.job.number)}
      </Link>
      {ahead.others > 0 ? ` and ${count(ahead.others, "more import")}` : null}
      {ahead.wait ? `, ${spanWords(ahead.wait)}` : null}.
    </p>
  );
}

/** While the import moves: how far it is, who spoke last, and, as long as Hubload answers, that nobody has to wait. */
export function Progress(props: { job: Job; fresh: boolean; accountedFor: number; whole: number }) {
  const { job, fresh, accountedFor, whole } = props;
  if (!isMoving(job.status)) return null;
  return (
    <div className="figures mt-2 flex flex-wrap items-baseline justify-between gap-x-4 text-12 text-ink-2">
      <p>
        {number(accountedFor)} of {number(whole)} done
        <WorkedOn job={job} />
        {job.rate === null ? null : ` · ${rateWords(job.rate)}`}
        {job.timeLeft === null ? null : ` · ${spanWords(job.timeLeft)} left`}
        {job.lastHeardAt === null ? null : (
          <>
            {" · "}
            <LastHeard at={job.lastHeardAt} from={job.connectionName} />
          </>
        )}
      </p>
      {job.ahead === null ? null : <Ahead ahead={job.ahead} />}
      {fresh ? <p>You may close this page. The import goes on.</p> : null}
    </div>
  );
}
