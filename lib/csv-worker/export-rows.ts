import type { RowFilter } from "@/lib/checks/edit";
import type { Issue } from "@/lib/checks/issue";
import { columnLabels } from "@/lib/csv/columns";
import { writeRecord } from "@/lib/csv/write-csv";
import { mostCellCharacters, mostSheetColumns } from "@/lib/workbook/sheet-limits";
import { TextWorkbookWriter } from "@/lib/workbook/write-workbook";
import { type DataRow, eachDataRow } from "./data-rows";
import type { PassOptions } from "./file-pass";
import type { Outlet } from "./outlet";
import type { Exported, ExportFormat } from "./protocol";
import type { Sheet } from "./sheet";
import { TaskError } from "./task-error";

interface RowWriter {
  /** Waits until they are taken. */
  write(rows: readonly string[][]): Promise<void>;
  end(): Promise<void>;
}

const heading = ["Row in the file", "What was found"];

/**
 * Writes rows as they are now, each with its number and the reasons beside it, for a person to look at elsewhere.
 *
 * @throws TaskError
 */
export async function exportRows(
  sheet: Sheet,
  { filter, format }: { filter: RowFilter; format: ExportFormat },
  outlet: Outlet,
  options: PassOptions,
): Promise<Exported> {
  const { opened, overlay } = sheet;
  const header = opened.facts.columns.map(({ header }) => header);
  const most = format === "xlsx" ? mostCellCharacters : Number.POSITIVE_INFINITY;
  if (format === "xlsx" && header.length + heading.length > mostSheetColumns) throw tooWide();
  const labels = [...heading, ...columnLabels(header)];
  const writer = format === "xlsx" ? workbookWriter(labels, outlet) : csvWriter(labels, outlet);
  const wanted = await sheet.shown(filter, options);
  let rows: string[][] = [];
  let cut = 0;
  const flush = async () => {
    const ready = rows;
    rows = [];
    await writer.write(ready);
    await outlet.room();
  };
  const add = (row: DataRow) => {
    if (!wanted.has(row.index)) return;
    const cells = row.allCells();
    const long = cells.flatMap((cell, column) =>
      cell.length > most ? [labels[column + 2] ?? "a cell"] : [],
    );
    cut += long.length;
    const reasons = [...sheet.issuesOf(row).map(reasonOf(sheet)), ...long.map(cutReason)];
    rows.push([
      String(row.fileRow),
      [...(row.isExcluded ? ["Excluded."] : []), ...reasons].join("\n"),
      ...cells,
    ]);
  };
  await eachDataRow(opened, overlay, options, add, { afterBatch: flush });
  await flush();
  await writer.end();
  return { rows: wanted.size, cut };
}

const reasonOf =
  (sheet: Sheet) =>
  ({ field, message, expected }: Issue): string => {
    const about = field === null ? "" : `${sheet.labelOf(field)}: `;
    return `${about}${message} Expected: ${expected}`;
  };

const cutReason = (label: string) =>
  `${label}: longer than a cell of a spreadsheet holds, and cut here after ${mostCellCharacters.toLocaleString("en-GB")} characters. The raw CSV has all of it.`;

const tooWide = () =>
  new TaskError("too_wide", "A sheet of a workbook has no room for so many columns. Choose the raw CSV.");

function workbookWriter(labels: readonly string[], outlet: Outlet): RowWriter {
  return new TextWorkbookWriter("Rows", labels, (bytes) => outlet.put(bytes));
}

/** Values as they are, also those a spreadsheet takes for formulas. A byte-order mark tells it that this is UTF-8. */
function csvWriter(labels: readonly string[], outlet: Outlet): RowWriter {
  const encoder = new TextEncoder();
  const put = (text: string) => outlet.put(encoder.encode(text));
  put(`\ufeff${writeRecord(labels)}`);
  return {
    async write(rows) {
      if (rows.length > 0) put(rows.map(writeRecord).join(""));
    },
    async end() {},
  };
}
