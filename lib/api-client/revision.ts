import { queryOptions } from "@tanstack/react-query";
import { type RevisionList, revisionAnswer } from "@/lib/api-contract/revision";
import { path, request, send } from "./request";

const revisionPath = (id: string) => path("/api/jobs", id, "revision");

/** Whether rows of an import that are done can be corrected by sending them once more, and how. */
export const revisionQuery = (id: string) =>
  queryOptions({
    queryKey: ["jobs", "revision", id],
    queryFn: async ({ signal }) => (await request(revisionAnswer, revisionPath(id), { signal })).revision,
    refetchOnWindowFocus: false,
  });

/** Somebody took away a list of what to put right in the connected system. @throws ApiError */
export const noteRevisionList = (id: string, json: RevisionList): Promise<void> =>
  send(revisionPath(id), { method: "POST", json });
