import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { JobSummary } from "@/lib/api-contract/jobs";
import type { liveJobs } from "@/lib/api-contract/live";
import { type Overview, overviewAnswer } from "@/lib/api-contract/overview";
import type { z } from "@/lib/api-contract/zod";
import { isMoving } from "./jobs";
import { request } from "./request";

export const overviewKeys = {
  all: ["overview"],
  of: (days: readonly string[]) => ["overview", days],
};

const busyMs = 5_000;
const quietMs = 20_000;

/** The first page. @param days where each of the reader's last days begins, and where the last one ends */
export const overviewQuery = (days: readonly string[], isLive: boolean) =>
  queryOptions({
    queryKey: overviewKeys.of(days),
    queryFn: ({ signal }) =>
      request(overviewAnswer, `/api/overview?${new URLSearchParams({ days: days.join(",") })}`, { signal }),
    // Events tell how far imports are; how long they still take is asked for.
    refetchInterval: ({ state }) => (!isLive && (state.data?.counts.running ?? 0) > 0 ? busyMs : quietMs),
    refetchOnWindowFocus: "always",
    placeholderData: keepPreviousData,
  });

/** What is shown after changes, without asking: the same imports as they are now, and how many there are. */
export function overviewWith(shown: Overview, { jobs, counts }: z.output<typeof liveJobs>): Overview {
  const changed = new Map(jobs.map((job) => [job.id, job]));
  const now = (job: JobSummary) => changed.get(job.id) ?? job;
  return {
    ...shown,
    counts,
    running: shown.running.map((line) => ({ ...line, job: now(line.job) })),
    needsYou: shown.needsYou.map(now),
    open: shown.open.map(now),
  };
}

/** Whether an import comes to those that run, or leaves them, or another number of them needs somebody: read again then. */
export function isMovedBy(shown: Overview, { jobs, counts }: z.output<typeof liveJobs>): boolean {
  const running = new Set(shown.running.map(({ job }) => job.id));
  const isFull = shown.counts.running > shown.running.length;
  return (
    counts.needsYou !== shown.counts.needsYou ||
    counts.open !== shown.counts.open ||
    jobs.some((job) => isMoving(job.status) !== running.has(job.id) && !(isFull && isMoving(job.status)))
  );
}
