import { importsReportQuery } from "@/lib/api-contract/reports";
import { handle } from "@/lib/api-server/handle";

/** The report as a workbook, to be saved. */
export const GET = handle({ access: "person", query: importsReportQuery }, async ({ services, query }) => {
  const name = `imports ${query.from.slice(0, 10)} ${query.before.slice(0, 10)}.xlsx`;
  return new Response(await services.reports.workbook(query), {
    headers: { "content-disposition": `attachment; filename="${name}"`, "cache-control": "no-store" },
  });
});
