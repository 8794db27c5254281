import { cursorQuery } from "@/lib/api-contract/jobs";
import { ApiProblem } from "@/lib/api-server/api-problem";
import { handle, param } from "@/lib/api-server/handle";

export const GET = handle({ access: "person", query: cursorQuery }, async ({ services, params, query }) => {
  const page = await services.jobs.unmatched(param(params, "jobId"), query);
  if (!page) throw new ApiProblem(404, "not_found", "There is no import with this id.");
  return page;
});
