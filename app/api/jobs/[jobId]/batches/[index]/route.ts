import { ApiProblem } from "@/lib/api-server/api-problem";
import { handle } from "@/lib/api-server/handle";
import { partParams } from "@/lib/api-server/part-params";

export const GET = handle({ access: "person" }, async ({ services, params }) => {
  const { jobId, index } = partParams(params);
  const part = await services.jobs.part(jobId, index);
  if (!part) throw new ApiProblem(404, "not_found", "There is no such part of an import.");
  return { part };
});
