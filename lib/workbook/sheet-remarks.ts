import type { Finding, ReadingChoice } from "@/lib/csv/file-facts";
import type { HiddenRows } from "@/lib/csv/reading";
import type { SheetRemark } from "./sheet-rows";

const grouped = (value: number) => value.toLocaleString("en-GB");

interface Seen {
  count: number;
  fileRow: number | null;
  cell: string | null;
}

/** What a person should know of a sheet: each kind with its count and its first place. */
export class SheetRemarks {
  readonly #seen = new Map<SheetRemark, Seen>();
  readonly #hiddenRows: HiddenRows;

  constructor(hiddenRows: HiddenRows) {
    this.#hiddenRows = hiddenRows;
  }

  add(remark: SheetRemark, fileRow: number | null, cell: string | null): void {
    const seen = this.#seen.get(remark);
    if (seen === undefined) this.#seen.set(remark, { count: 1, fileRow, cell });
    else seen.count += 1;
  }

  findings(): Finding[] {
    return [...this.#seen].map(([code, { count, fileRow, cell }]) => ({
      code,
      severity: severities[code],
      message: messages[code](count, cell, this.#hiddenRows),
      count,
      fileRow,
      line: null,
      ...(code === "sheet_hidden_rows" ? { choices: hiddenRowChoices(this.#hiddenRows) } : {}),
    }));
  }
}

const severities: Readonly<Record<SheetRemark, Finding["severity"]>> = {
  sheet_error_value: "warning",
  sheet_formula_without_value: "warning",
  sheet_unreadable_date: "warning",
  sheet_hidden_rows: "warning",
  sheet_hidden_columns: "warning",
  sheet_merged: "note",
  sheet_percent: "note",
  sheet_rounded: "note",
};

const at = (cell: string | null) => (cell === null ? "" : `, the first in ${cell}`);

function hiddenRowChoices(now: HiddenRows): ReadingChoice[] {
  const choice = (label: string, hiddenRows: HiddenRows) => ({
    label,
    current: hiddenRows === now,
    change: { hiddenRows },
  });
  return [choice("Read hidden rows too", "read"), choice("Leave hidden rows out", "leave_out")];
}

type Message = (count: number, cell: string | null, hiddenRows: HiddenRows) => string;

const messages: Readonly<Record<SheetRemark, Message>> = {
  sheet_error_value: (count, cell) =>
    count === 1
      ? `${cell === null ? "One cell" : `Cell ${cell}`} holds an error of Excel, such as #REF!. It is read as that text.`
      : `${grouped(count)} cells hold an error of Excel, such as #REF!${at(cell)}. They are read as that text.`,
  sheet_formula_without_value: (count, cell) =>
    `${count === 1 ? "1 formula has" : `${grouped(count)} formulas have`} no result in the file${at(cell)}, and ${count === 1 ? "is" : "are"} read as empty. Open the workbook in Excel and save it, then drop it again.`,
  sheet_unreadable_date: (count, cell) =>
    `${count === 1 ? "1 number is" : `${grouped(count)} numbers are`} formatted as a date and ${count === 1 ? "is" : "are"} none${at(cell)}. The number itself is read.`,
  sheet_hidden_rows: (count, _, hiddenRows) => {
    const rows = count === 1 ? "1 row is" : `${grouped(count)} rows are`;
    const fate = hiddenRows === "read" ? "read too" : "left out";
    return `${rows} hidden in the sheet, by a filter or by hand. ${count === 1 ? "It is" : "They are"} ${fate}.`;
  },
  sheet_hidden_columns: (count, cell) =>
    `${count === 1 ? "1 column is" : `${grouped(count)} columns are`} hidden in the sheet${at(cell)}. ${count === 1 ? "It is" : "They are"} read too: whether ${count === 1 ? "it is" : "they are"} sent is settled at Map.`,
  sheet_merged: (count, cell) =>
    `Cells are merged in ${count === 1 ? "1 place" : `${grouped(count)} places`}${at(cell)}. The value stands in the first cell; the others are empty.`,
  sheet_percent: (count, cell) =>
    `${count === 1 ? "1 cell is" : `${grouped(count)} cells are`} shown as a percentage${at(cell)}. The number behind it is read: 5% as 0.05.`,
  sheet_rounded: (count, cell) =>
    `${count === 1 ? "1 number has" : `${grouped(count)} numbers have`} more than 15 digits${at(cell)}. ${count === 1 ? "It is" : "They are"} read with 15, as Excel shows them.`,
};
