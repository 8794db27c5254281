import { rowsFileNames, rowsFileQuery } from "@/lib/api-contract/rows-file";
import { ApiProblem } from "@/lib/api-server/api-problem";
import { handle, param } from "@/lib/api-server/handle";

/** Rows of an import as a file, made while it is sent: its size is not known before. */
export const GET = handle({ access: "person", query: rowsFileQuery }, async ({ services, params, query }) => {
  const name = rowsFileNames.find((known) => known === param(params, "name"));
  const file = name && (await services.jobs.file(param(params, "jobId"), name, query));
  if (!file) throw new ApiProblem(404, "not_found", "There is no such file.");
  const { bytes } = file;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await bytes.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await bytes.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": file.type,
      "content-disposition": `attachment; filename="${file.name}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
