import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { Control, controlSchema } from "@/lib/api-contract/controls";
import {
  type Job,
  jobAnswer,
  jobRowsAnswer,
  type jobRowsQuery as jobRowsParameters,
  jobsAnswer,
  type jobsQuery as jobsParameters,
  type SubmitJob,
} from "@/lib/api-contract/jobs";
import type { JobStatus } from "@/lib/api-contract/status";
import { path, request } from "./request";

export type JobsShown = z.output<typeof jobsParameters>["show"];
export type RowsShown = z.output<typeof jobRowsParameters>["outcome"];

const jobKeys = {
  all: ["jobs"],
  list: (show: JobsShown, cursor: string | null) => ["jobs", "list", show, cursor],
  detail: (id: string) => ["jobs", "detail", id],
  rows: (id: string, outcome: RowsShown, count: number) => ["jobs", "rows", id, outcome, count],
};

const moving: readonly JobStatus[] = ["queued", "sending", "running", "cancelling"];
const busyMs = 2_000;
const quietMs = 15_000;

/** Whether the program is working on it at this moment. */
export function isMoving(status: JobStatus): boolean {
  return moving.includes(status);
}

/** One page of imports, newest first; `cursor` is `next` of the page before. Fresh without reloading. */
export const jobsQuery = (show: JobsShown, cursor: string | null = null) =>
  queryOptions({
    queryKey: jobKeys.list(show, cursor),
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ show, ...(cursor === null ? {} : { cursor }) });
      return request(jobsAnswer, `/api/jobs?${query}`, { signal });
    },
    refetchInterval: (query) => ((query.state.data?.counts.running ?? 0) > 0 ? busyMs : quietMs),
    refetchOnWindowFocus: "always",
    placeholderData: keepPreviousData,
  });

/** One import, from our own database: every 2 s while it moves, every 15 s and on focus otherwise. */
export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: jobKeys.detail(id),
    queryFn: async ({ signal }) => (await request(jobAnswer, path("/api/jobs", id), { signal })).job,
    refetchInterval: (query) => {
      const status = query.state.data?.status;
      return status && isMoving(status) ? busyMs : quietMs;
    },
    refetchOnWindowFocus: "always",
  });

/** Rows of an import that ended in one way. `count` is how many there are: a new number is a new list. */
export const jobRowsQuery = (id: string, outcome: RowsShown, count: number) =>
  infiniteQueryOptions({
    queryKey: jobKeys.rows(id, outcome, count),
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ outcome, ...(pageParam === null ? {} : { cursor: pageParam }) });
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
 * Hands a staged file over. The same key and body may be sent again: the answer is the same job.
 * @throws ApiError 409 `upload_already_submitted` with the job's id, 422 when it is not acceptable as it is
 */
export async function submitJob(body: SubmitJob, idempotencyKey: string): Promise<Job> {
  const answer = await request(jobAnswer, "/api/jobs", {
    method: "POST",
    json: body,
    headers: { "idempotency-key": idempotencyKey },
  });
  return answer.job;
}
