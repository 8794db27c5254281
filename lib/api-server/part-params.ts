import "server-only";
import { ApiProblem } from "./api-problem";
import { param } from "./handle";

/** The part of a job an address names. @throws ApiProblem 404 */
export function partParams(params: Record<string, string | string[] | undefined>): {
  jobId: string;
  index: number;
} {
  const index = param(params, "index");
  if (!/^\d{1,6}$/.test(index)) throw new ApiProblem(404, "not_found", "There is no such part of an import.");
  return { jobId: param(params, "jobId"), index: Number(index) };
}
