import { queryOptions } from "@tanstack/react-query";
import type { Settle } from "@/lib/api-contract/family";
import { type Job, jobAnswer } from "@/lib/api-contract/jobs";
import { reasonsAnswer } from "@/lib/api-contract/reasons";
import { hintAnswer, type TeamHint, type WriteHint } from "@/lib/api-contract/refusals";
import { path, request } from "./request";

/** Why rows of an import failed, the most frequent reasons first. `count` is how many rows: a new number is a new list. */
export const reasonsQuery = (id: string, count: number) =>
  queryOptions({
    queryKey: ["jobs", "reasons", id, count],
    queryFn: ({ signal }) => request(reasonsAnswer, path("/api/jobs", id, "reasons"), { signal }),
    staleTime: 15_000,
  });

/** Writes the team's hint about a reason, or takes it away. @throws ApiError 409 `hint_moved` when somebody else wrote meanwhile */
export async function writeHint(id: string, reasonId: number, hint: WriteHint): Promise<TeamHint | null> {
  const answer = await request(hintAnswer, path("/api/jobs", id, "reasons", String(reasonId)), {
    method: "PATCH",
    json: hint,
  });
  return answer.hint;
}

/** Settles open rows of an import and its corrections without sending them. @throws ApiError 409 when they are not open */
export async function settleRows(id: string, settle: Settle): Promise<Job> {
  const answer = await request(jobAnswer, path("/api/jobs", id, "settlements"), {
    method: "POST",
    json: settle,
  });
  return answer.job;
}

/** Takes it back: the rows are open again. */
export async function unsettleRows(id: string, settlementId: string): Promise<Job> {
  const answer = await request(jobAnswer, path("/api/jobs", id, "settlements", settlementId), {
    method: "DELETE",
  });
  return answer.job;
}
