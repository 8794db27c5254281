import { importsReportQuery } from "@/lib/api-contract/reports";
import { handle } from "@/lib/api-server/handle";

/** All imports of a period, by connection and layout, with where their rows are. */
export const GET = handle({ access: "person", query: importsReportQuery }, async ({ services, query }) =>
  services.reports.imports(query),
);
