import { ApiProblem } from "@/lib/api-server/api-problem";
import { handle, param } from "@/lib/api-server/handle";

export const GET = handle({ access: "person" }, async ({ services, params }) => {
  const jobId = param(params, "jobId");
  const found = await services.jobs.reasons(jobId);
  if (!found) throw new ApiProblem(404, "not_found", "There is no import with this id.");
  return { ...found, reasons: await services.refusals.withHints(jobId, found.reasons) };
});
