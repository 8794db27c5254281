import { rowsFileNames, rowsFileQuery } from "@/lib/api-contract/rows-file";
import { ApiProblem } from "@/lib/api-server/api-problem";
import { fileAnswer } from "@/lib/api-server/file-answer";
import { handle, param } from "@/lib/api-server/handle";

/** Rows of an import as a file. */
export const GET = handle({ access: "person", query: rowsFileQuery }, async ({ services, params, query }) => {
  const name = rowsFileNames.find((known) => known === param(params, "name"));
  const file = name && (await services.jobs.file(param(params, "jobId"), name, query));
  if (!file) throw new ApiProblem(404, "not_found", "There is no such file.");
  return fileAnswer(file);
});
