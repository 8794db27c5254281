import { ApiProblem } from "@/lib/api-server/api-problem";
import { fileAnswer } from "@/lib/api-server/file-answer";
import { handle, param } from "@/lib/api-server/handle";

/** Everything that is known of an import, in one zip that is made while it is sent. */
export const GET = handle({ access: "person" }, async ({ services, params }) => {
  const pack = await services.evidence.pack(param(params, "jobId"));
  if (!pack) throw new ApiProblem(404, "not_found", "There is no such import.");
  return fileAnswer({ ...pack, type: "application/zip" });
});
