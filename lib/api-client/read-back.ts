import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import {
  type ReadBackProgress,
  type ReadBackRequest,
  type ReadBackVerdict,
  readBackAnswer,
  readBackProgressAnswer,
  readBackRowsAnswer,
} from "@/lib/api-contract/read-back";
import { path, request } from "./request";

const readBackPath = (id: string) => path("/api/jobs", id, "read-back");

export const readBackKey = (id: string) => ["jobs", "read-back", id];

/** Whether rows of an import can be read back, and how far the last time is. */
export const readBackQuery = (id: string) =>
  queryOptions({
    queryKey: readBackKey(id),
    queryFn: async ({ signal }) => (await request(readBackAnswer, readBackPath(id), { signal })).readBack,
    refetchOnWindowFocus: false,
  });

/** Looks at the next rows. Safe to call again; to be called until none is left. */
export async function readBackNext(
  id: string,
  json: ReadBackRequest,
  signal: AbortSignal,
): Promise<ReadBackProgress> {
  const answer = await request(readBackProgressAnswer, readBackPath(id), { method: "POST", json, signal });
  return answer.progress;
}

/** @param version changes with what was seen */
export const readBackRowsQuery = (id: string, verdict: ReadBackVerdict, version: string) =>
  infiniteQueryOptions({
    queryKey: ["jobs", "read-back-rows", id, verdict, version],
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ verdict, ...(pageParam === null ? {} : { cursor: pageParam }) });
      return request(readBackRowsAnswer, `${readBackPath(id)}/rows?${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchOnWindowFocus: false,
  });
