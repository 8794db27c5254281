import "server-only";
import type { ImportsReport, ImportsReportQuery } from "../api-contract/reports";
import type { Database } from "../database/database";
import { readImportsReport } from "./imports-report";
import { reportWorkbook } from "./report-workbook";

/** What was sent in a period, and where its rows are. */
export interface Reports {
  /** @throws JobRefusal 422 `period_too_long` */
  imports(query: ImportsReportQuery): Promise<ImportsReport>;
  /** The same as an .xlsx. @throws JobRefusal 422 `period_too_long` */
  workbook(query: ImportsReportQuery): Promise<Blob>;
}

export const createReports = (database: Database): Reports => ({
  imports: (query) => readImportsReport(database, query),
  workbook: async (query) => reportWorkbook(await readImportsReport(database, query)),
});
