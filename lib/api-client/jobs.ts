import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type AlreadySent, type AskAlreadySent, alreadySentAnswer } from "@/lib/api-contract/already-sent";
import type { Control, controlSchema } from "@/lib/api-contract/controls";
import {
  type Job,
  jobAnswer,
  jobFacetsAnswer,
  jobRowsAnswer,
  type jobRowsQuery as jobRowsParameters,
  jobsAnswer,
  jobsQuery as jobsParameters,
} from "@/lib/api-contract/jobs";
import type { JobStatus } from "@/lib/api-contract/status";
import type { SubmitJob } from "@/lib/api-contract/submit-job";
import { z } from "@/lib/api-contract/zod";
import { path, request } from "./request";
import { jsonOf, type SubmittedRows } from "./submission";

export type JobsShown = z.output<typeof jobsParameters>["show"];
export type RowsShown = z.output<typeof jobRowsParameters>["outcome"];

/** What the list shows: the query of `GET /api/jobs`. */
export interface JobsFilters {
  show: JobsShown;
  cursor?: string;
  connection?: string;
  object?: string;
  person?: string;
  status?: JobStatus;
  from?: string;
  before?: string;
  search?: string;
}

export const jobKeys = {
  all: ["jobs"],
  lists: ["jobs", "list"],
  list: (filters: JobsFilters) => ["jobs", "list", filters],
  facets: ["jobs", "facets"],
  detail: (id: string) => ["jobs", "detail", id],
  rows: (id: string, outcome: RowsShown, count: number) => ["jobs", "rows", id, outcome, count],
};

const moving: readonly JobStatus[] = ["queued", "sending", "running", "cancelling"];
const busyMs = 2_000;
const quietMs = 15_000;
/** While the server's events come: what they tell need not be asked for. */
const liveMs = 5 * 60_000;

/** Whether the program is working on it at this moment. */
export function isMoving(status: JobStatus): boolean {
  return moving.includes(status);
}

/** The filters a list's query was made with. @param key of `jobKeys.list` */
export function jobsFiltersOf(key: readonly unknown[]): JobsFilters {
  const filters = key[2];
  return typeof filters === "object" && filters !== null && "show" in filters
    ? { ...filters, show: jobsParameters.shape.show.parse(filters.show) }
    : { show: "all" };
}

const shown: Partial<Record<JobsShown, readonly JobStatus[]>> = {
  running: ["queued", "sending", "running", "paused", "cancelling"],
  failed: ["completed_with_failures", "stopped", "rejected"],
};

/** Whether a job that was in a list is still shown there: only its state changes. */
export function showsJob({ show, status }: JobsFilters, job: { status: JobStatus }): boolean {
  return (shown[show]?.includes(job.status) ?? true) && (status === undefined || status === job.status);
}

/** One page of imports, newest first; `cursor` is `next` of the page before. Fresh without reloading. */
export const jobsQuery = (filters: JobsFilters, isLive: boolean) =>
  queryOptions({
    queryKey: jobKeys.list(filters),
    queryFn: ({ signal }) =>
      request(jobsAnswer, `/api/jobs?${new URLSearchParams({ ...filters })}`, { signal }),
    refetchInterval: (query) =>
      !isLive && (query.state.data?.counts.running ?? 0) > 0 ? busyMs : isLive ? liveMs : quietMs,
    refetchOnWindowFocus: "always",
    placeholderData: keepPreviousData,
  });

/** What the list can be narrowed to. */
export const facetsQuery = () =>
  queryOptions({
    queryKey: jobKeys.facets,
    queryFn: ({ signal }) => request(jobFacetsAnswer, "/api/jobs/facets", { signal }),
    staleTime: 60_000,
  });

/** One import, from our own database: every 2 s while it moves, every 15 s and on focus otherwise; seldom while events come. */
export const jobQuery = (id: string, isLive = false) =>
  queryOptions({
    queryKey: jobKeys.detail(id),
    queryFn: async ({ signal }) => (await request(jobAnswer, path("/api/jobs", id), { signal })).job,
    refetchInterval: (query) => {
      const status = query.state.data?.status;
      if (isLive) return liveMs;
      return status && isMoving(status) ? busyMs : quietMs;
    },
    refetchOnWindowFocus: "always",
  });

/** Rows of an import that ended in one way. `count` is how many there are: a new number is a new list. */
export const jobRowsQuery = (id: string, outcome: RowsShown, count: number, reason?: number) =>
  infiniteQueryOptions({
    queryKey: [...jobKeys.rows(id, outcome, count), reason ?? null],
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({
        outcome,
        ...(pageParam === null ? {} : { cursor: pageParam }),
        ...(reason === undefined ? {} : { reason: String(reason) }),
      });
      return request(jobRowsAnswer, `${path("/api/jobs", id, "rows")}?${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: quietMs,
    refetchOnWindowFocus: false,
  });

/** The import as the answer to something that was done shows it, in place of what was read before. */
export const shownJob = (id: string) => jobKeys.detail(id);
/** Everything that is read of imports. */
export const allJobs = jobKeys.all;

/**
 * Pauses an import, lets it go on, drops what was not sent, or cancels it. Asking twice is asking once.
 * @throws ApiError 409 when it has moved on since it was looked at
 */
export async function controlJob(
  id: string,
  control: Control,
  body: z.input<typeof controlSchema>,
): Promise<Job> {
  const answer = await request(jobAnswer, path("/api/jobs", id, control), { method: "POST", json: body });
  return answer.job;
}

/**
 * Which rows of an upload were accepted before. Nothing is changed by it.
 * @throws ApiError 404 when the upload is not there any more
 */
export function askAlreadySent(asked: AskAlreadySent, signal: AbortSignal): Promise<AlreadySent> {
  return request(alreadySentAnswer, "/api/already-sent", { method: "POST", json: asked, signal });
}

/** The page of the import asks for the rest of it: an import of a thousand parts takes a while to look through. */
const submittedAnswer = z.object({ job: z.object({ id: z.string() }) });

/**
 * Hands a staged file over. The same key, body and rows may be sent again: the answer is the same job.
 * @throws ApiError 409 `upload_already_submitted` with the job's id, 422 when it is not acceptable as it is
 */
export async function submitJob(
  body: SubmitJob,
  rows: SubmittedRows,
  idempotencyKey: string,
): Promise<Pick<Job, "id">> {
  const answer = await request(submittedAnswer, "/api/jobs", {
    method: "POST",
    json: jsonOf(body, rows),
    headers: { "idempotency-key": idempotencyKey },
  });
  return answer.job;
}
