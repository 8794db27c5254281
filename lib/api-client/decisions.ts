import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import {
  type ChildRequest,
  type Decision,
  type LookupProgress,
  lookupAnswer,
  partAnswer,
  unmatchedAnswer,
} from "@/lib/api-contract/decisions";
import { type Job, jobAnswer } from "@/lib/api-contract/jobs";
import { path, request } from "./request";

const partPath = (id: string, index: number) => path("/api/jobs", id, "batches", String(index));

/** A part of an import with all that is known of it. `version` changes with the part: a new one is asked for at once. */
export const partQuery = (id: string, index: number, version: string) =>
  queryOptions({
    queryKey: ["jobs", "part", id, index, version],
    queryFn: async ({ signal }) => (await request(partAnswer, partPath(id, index), { signal })).part,
    refetchInterval: 15_000,
    refetchOnWindowFocus: "always",
  });

/**
 * Leads a part out of its question.
 * @throws ApiError 409 when somebody has decided already, with what and by whom
 */
export async function decide(id: string, index: number, decision: Decision): Promise<Job> {
  const answer = await request(jobAnswer, `${partPath(id, index)}/decision`, {
    method: "POST",
    json: decision,
  });
  return answer.job;
}

/** Looks for the next rows of a part in the system. Safe to call again; to be called until it is done. */
export async function lookUp(
  id: string,
  index: number,
  by: { field: string; anew?: boolean },
  signal?: AbortSignal,
): Promise<LookupProgress> {
  const answer = await request(lookupAnswer, `${partPath(id, index)}/lookup`, {
    method: "POST",
    json: by,
    signal,
  });
  return answer.lookup;
}

/** Sends open records again, in an import of their own. The same key and body may be sent again. */
export async function sendAgain(id: string, body: ChildRequest, idempotencyKey: string): Promise<Job> {
  const answer = await request(jobAnswer, path("/api/jobs", id, "children"), {
    method: "POST",
    json: body,
    headers: { "idempotency-key": idempotencyKey },
  });
  return answer.job;
}

/** Failures the system listed that name no row. */
export const unmatchedQuery = (id: string, count: number) =>
  infiniteQueryOptions({
    queryKey: ["jobs", "unmatched", id, count],
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams(pageParam === null ? {} : { cursor: pageParam });
      return request(unmatchedAnswer, `${path("/api/jobs", id, "unmatched")}?${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchOnWindowFocus: false,
  });
