import { expect, test } from "vitest";
import type { ImportsReport, ReportedImport } from "../api-contract/reports";
import { Workbook } from "../workbook/workbook";
import { reportWorkbook } from "./report-workbook";

test("each import is a line of texts, so that a spreadsheet changes none of them", async () => {
  const rows = {
    rowsIn: 5,
    accepted: 3,
    open: 1,
    settled: 1,
    excluded: 0,
    sentAgain: 0,
    underWay: 0,
    waived: 2,
  };
  const one: ReportedImport = {
    ...{ id: "j1", number: 41, at: "2026-11-03T10:00:00.000Z", by: "Ana", corrects: null, ...rows },
    ...{ objectName: "customers", fileName: "=SUM(A1).csv" },
    status: "completed_with_failures",
  };
  const ages = { upTo7: 0, upTo30: 0, over30: 0 };
  const report: ImportsReport = {
    ...{ from: "2026-11-01T00:00:00.000Z", before: "2026-12-01T00:00:00.000Z" },
    ...{ at: "2026-11-30T00:00:00.000Z", numbers: { first: 41, last: 41, imports: 1 } },
    groups: [
      {
        ...{ connectionId: "c", connectionName: "Books", company: "Example Trading Ltd" },
        environment: "live",
        ...{ layout: null, imports: [one], totals: rows, openByAge: ages, settledByAge: ages },
      },
    ],
  };
  const book = await Workbook.open(await reportWorkbook(report));
  const { text } = await book.read("Imports");
  const [, line] = (await new Blob(text).text()).split("\n");
  expect(line).toBe(
    "Books,Example Trading Ltd,live,,41,,2026-11-03T10:00:00.000Z,Ana,customers,=SUM(A1).csv,completed_with_failures,5,3,1,1,0,0,0,2",
  );
});
