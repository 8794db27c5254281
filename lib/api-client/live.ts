import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { jobsAnswer } from "@/lib/api-contract/jobs";
import { liveJob, liveJobs } from "@/lib/api-contract/live";
import type { Overview } from "@/lib/api-contract/overview";
import { isMoving, type JobsFilters, jobKeys, jobsFiltersOf, showsJob } from "./jobs";
import { noticeKeys } from "./notices";
import { isMovedBy, overviewKeys, overviewWith } from "./overview";

type Answer = z.output<typeof jobsAnswer>;
type Changes = z.output<typeof liveJobs>;

/** Whether events come: `true` while they do. Queries then ask seldom. */
const liveQuery = () =>
  queryOptions({ queryKey: ["live"], queryFn: () => false, enabled: false, initialData: false });

export function useIsLive(): boolean {
  return useQuery(liveQuery()).data;
}

/**
 * Keeps the cache fresh from the server's events while the page is seen; without them queries go on by asking.
 *
 * @param job id of the import that is shown, or `null`
 * @param personId who is signed in: of one's own imports one is told when they end
 * @returns how to stop
 */
export function followLive(client: QueryClient, job: string | null, personId: string): () => void {
  if (typeof EventSource === "undefined") return () => {};
  let source: EventSource | null = null;
  const isLive = (value: boolean) => client.setQueryData(liveQuery().queryKey, value);

  const close = () => {
    source?.close();
    source = null;
    isLive(false);
  };
  const open = () => {
    if (source !== null) return;
    source = new EventSource(job === null ? "/api/live" : `/api/live?${new URLSearchParams({ job })}`);
    source.onopen = () => {
      isLive(true);
      // What changed since these were read was told to others.
      for (const queryKey of [jobKeys.all, overviewKeys.all, noticeKeys.all])
        void client.invalidateQueries({ queryKey });
    };
    // The browser connects again by itself; until then queries ask as if there were no events.
    source.onerror = () => isLive(false);
    source.addEventListener("jobs", ({ data }) => {
      const changes = parsed(liveJobs, data);
      if (!changes) return;
      takeChanges(client, changes);
      if (isNews(client, changes, personId)) void client.invalidateQueries({ queryKey: noticeKeys.all });
    });
    source.addEventListener("job", ({ data }) => {
      const found = parsed(liveJob, data)?.job;
      if (found) client.setQueryData(jobKeys.detail(found.id), found);
    });
  };
  // A browser holds six connections to a server: pages nobody looks at leave theirs to the others.
  const look = () => (document.visibilityState === "visible" ? open() : close());
  document.addEventListener("visibilitychange", look);
  look();
  return () => {
    document.removeEventListener("visibilitychange", look);
    close();
  };
}

/** `null` for an event this page was not built for: queries go on asking. */
function parsed<S extends z.ZodType>(schema: S, data: unknown): z.output<S> | null {
  if (typeof data !== "string") return null;
  try {
    return schema.parse(JSON.parse(data));
  } catch {
    return null;
  }
}

/** Whether there may be a notice: an import of one's own no longer moves, or another number of them needs somebody. */
function isNews(client: QueryClient, { jobs, counts }: Changes, personId: string): boolean {
  const known = client.getQueryData<Changes["counts"]>(countsKey);
  client.setQueryData(countsKey, counts);
  return (
    (known !== undefined && known.needsYou !== counts.needsYou) ||
    jobs.some((job) => job.createdBy.id === personId && !isMoving(job.status))
  );
}
const countsKey = ["live", "counts"];

function takeChanges(client: QueryClient, changes: Changes): void {
  for (const [key, answer] of client.getQueriesData<Answer>({ queryKey: jobKeys.lists })) {
    if (answer) client.setQueryData<Answer>(key, withChanges(answer, jobsFiltersOf(key), changes));
  }
  for (const [key, shown] of client.getQueriesData<Overview>({ queryKey: overviewKeys.all })) {
    if (!shown) continue;
    if (isMovedBy(shown, changes)) void client.invalidateQueries({ queryKey: key });
    client.setQueryData<Overview>(key, overviewWith(shown, changes));
  }
}

/**
 * A page of the list after changes: jobs that changed are replaced, those the filter no longer shows leave, and a new one
 * comes in front of the newest page of all.
 */
export function withChanges(
  answer: Answer,
  filters: JobsFilters,
  { jobs: changed, counts }: Changes,
): Answer {
  const byId = new Map(changed.map((job) => [job.id, job]));
  const kept = answer.jobs.flatMap((job) => {
    const now = byId.get(job.id) ?? job;
    return now === job || showsJob(filters, now) ? [now] : [];
  });
  const isNewestOfAll = filters.show === "all" && Object.keys(filters).length === 1;
  const newest = answer.jobs[0]?.number ?? 0;
  const added = isNewestOfAll ? changed.filter(({ number }) => number > newest) : [];
  return { ...answer, counts, jobs: [...added.toSorted((a, b) => b.number - a.number), ...kept] };
}
