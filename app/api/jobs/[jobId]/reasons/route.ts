import { ApiProblem } from "@/lib/api-server/api-problem";
import { handle, param } from "@/lib/api-server/handle";

export const GET = handle({ access: "person" }, async ({ services, params }) => {
  const reasons = await services.jobs.reasons(param(params, "jobId"));
  if (!reasons) throw new ApiProblem(404, "not_found", "There is no import with this id.");
  return reasons;
});
