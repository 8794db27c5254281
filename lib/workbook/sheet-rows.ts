import { type CellRemark, dateCell, numberCell } from "./cell-text";
import type { WorkbookLimits } from "./limits";
import type { FormatKind } from "./number-format";
import { damaged } from "./refusals";
import type { DateSystem } from "./serial-date";
import { createStringItem, unescaped } from "./string-item";
import { type Attributes, isTrue, type XmlHandler } from "./xml-reader";

export interface SheetBook {
  strings: readonly string[];
  styles: readonly FormatKind[];
  dates: DateSystem;
}

export type SheetRemark =
  | CellRemark
  | "sheet_formula_without_value"
  | "sheet_hidden_rows"
  | "sheet_hidden_columns"
  | "sheet_merged";

export interface SheetRowSink {
  /** A row with at least one cell that is not empty. `cells` is good until the next row. */
  row(row: number, cells: readonly string[], isHidden: boolean): void;
  /** @param row where; `null`: the sheet as a whole */
  remark(remark: SheetRemark, row: number | null, cell: string | null): void;
}

const plain: FormatKind = { kind: "plain" };

/** Reads the rows of a sheet part (ECMA-376-1, 18.3.1). A row or cell that does not say its place follows the last. */
export function createSheetRows(
  book: SheetBook,
  { rows: mostRows, columns: mostColumns }: Pick<WorkbookLimits, "rows" | "columns">,
  sink: SheetRowSink,
): XmlHandler {
  const item = createStringItem();
  const cells: string[] = [];
  let row = 0;
  let column = -1;
  let cell: Attributes = {};
  let raw = "";
  let isValue = false;
  let hasFormula = false;
  let isHidden = false;
  const hiddenColumns: { min: number; max: number }[] = [];
  const seenHidden = new Set<number>();

  const isHiddenColumn = () => hiddenColumns.some(({ min, max }) => column + 1 >= min && column + 1 <= max);
  const beginRow = ({ r, hidden }: Attributes) => {
    row = r === undefined ? row + 1 : Number(r);
    if (!Number.isInteger(row) || row < 1 || row > mostRows) throw damaged();
    cells.length = 0;
    column = -1;
    isHidden = isTrue(hidden);
  };
  const beginCell = (attributes: Attributes) => {
    cell = attributes;
    column = cell.r === undefined ? column + 1 : columnOf(cell.r);
    if (column < 0 || column >= mostColumns) throw damaged();
    raw = "";
    hasFormula = false;
    item.begin();
  };
  const endRow = () => {
    if (cells.length === 0) return;
    if (isHidden) sink.remark("sheet_hidden_rows", row, null);
    sink.row(row, cells, isHidden);
  };
  const endCell = () => {
    if (hasFormula && raw === "" && cell.t !== "str")
      sink.remark("sheet_formula_without_value", row, addressOf(column, row));
    const { text, remark } = textOf(cell, raw, item.value(), book);
    if (remark !== undefined) sink.remark(remark, row, addressOf(column, row));
    if (text === "") return;
    if (hiddenColumns.length > 0 && !seenHidden.has(column) && isHiddenColumn()) {
      seenHidden.add(column);
      sink.remark("sheet_hidden_columns", null, addressOf(column, row));
    }
    while (cells.length < column) cells.push("");
    cells[column] = text;
  };

  return {
    open(tag, attributes) {
      item.open(tag);
      if (tag === "row") beginRow(attributes);
      else if (tag === "c") beginCell(attributes);
      else if (tag === "f") hasFormula = true;
      else if (tag === "col" && isTrue(attributes.hidden))
        hiddenColumns.push({ min: Number(attributes.min), max: Number(attributes.max) });
      else if (tag === "mergeCell") sink.remark("sheet_merged", null, attributes.ref ?? null);
      isValue = tag === "v";
    },
    text(text) {
      if (isValue) raw += text;
      else item.text(text);
    },
    close(tag) {
      item.close(tag);
      if (tag === "v") isValue = false;
      else if (tag === "c") endCell();
      else if (tag === "row") endRow();
    },
  };
}

function textOf(
  { t, s }: Attributes,
  raw: string,
  inline: string,
  { strings, styles, dates }: SheetBook,
): { text: string; remark?: CellRemark } {
  const format = styles[Number(s ?? 0)] ?? plain;
  switch (t) {
    case "inlineStr":
      return { text: inline };
    case "str":
      return { text: unescaped(raw) };
    case "s": {
      if (raw === "") return { text: "" };
      const text = strings[Number(raw)];
      if (text === undefined) throw damaged();
      return { text };
    }
    case "b":
      return { text: raw === "" ? "" : isTrue(raw.trim()) ? "TRUE" : "FALSE" };
    case "e":
      return { text: raw, remark: "sheet_error_value" };
    case "d":
      return dateCell(raw, format);
    default:
      return raw.trim() === "" ? { text: "" } : numberCell(raw, format, dates);
  }
}

/** The address of a cell by its 0-based column and its row: `AB7`. */
function addressOf(column: number, row: number): string {
  let letters = "";
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1)
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  return `${letters}${row}`;
}

/** 0-based column of an address: `A1` is 0, `AB7` is 27. */
export function columnOf(address: string): number {
  let column = 0;
  for (const letter of address) {
    const code = letter.charCodeAt(0) | 0x20;
    if (code < 97 || code > 122) break;
    column = column * 26 + (code - 96);
  }
  return column - 1;
}
