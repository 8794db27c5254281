import type { GridColumn } from "./grid-columns";
import type { Range } from "./selection";

/** Cells as a spreadsheet puts them on the clipboard: tabs between, quotes around those with tabs, line ends or quotes. */
export function parseBlock(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"(?=\t|\r?\n|\r|$)|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gy;
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (found === null) break;
    const [, quoted, plain, end] = found;
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\t") {
      // A tab at the very end has an empty cell behind it.
      if (cell.lastIndex === text.length) row.push("");
      continue;
    }
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

/** Where a block goes, and what of it does not fit. */
export interface PasteFit {
  /** Line of the first row. */
  line: number;
  /** Rows and columns that fit. */
  block: string[][];
  /** Of the file, one for each column of the block. */
  columns: number[];
  rowsLeftOut: number;
  columnsLeftOut: number;
  /** Columns of the grid the block lies over that take no values, with why. */
  closed: { name: string; why: string }[];
  /** The first values that are left out. */
  examples: string[];
}

/**
 * Lays a block over the grid from the first cell of what is selected.
 *
 * @param range columns as the grid counts them, 0 the row number
 */
export function fitBlock(
  block: readonly string[][],
  range: Range,
  columns: readonly GridColumn[],
  lines: number,
): PasteFit {
  const width = block.reduce((most, row) => Math.max(most, row.length), 0);
  const height = Math.min(block.length, lines - range.fromLine);
  const first = Math.max(1, range.fromColumn) - 1;
  const targets = columns.slice(first, first + width);
  const open = targets.flatMap((target, place) =>
    target.column === null ? [] : [{ place, column: target.column }],
  );
  const left = block.flatMap((row, at) =>
    at < height ? row.filter((_, place) => !open.some((one) => one.place === place)) : row,
  );
  return {
    line: range.fromLine,
    block: block.slice(0, height).map((row) => open.map(({ place }) => row[place] ?? "")),
    columns: open.map(({ column }) => column),
    rowsLeftOut: block.length - height,
    columnsLeftOut: width - targets.length,
    closed: targets.flatMap(({ name, closed }) => (closed === null ? [] : [{ name, why: closed }])),
    examples: left.filter((value) => value !== "").slice(0, 3),
  };
}

export const fits = ({ rowsLeftOut, columnsLeftOut, closed }: PasteFit): boolean =>
  rowsLeftOut === 0 && columnsLeftOut === 0 && closed.length === 0;

/** Cells as a spreadsheet takes them from the clipboard. */
export function writeBlock(rows: readonly (readonly string[])[]): string {
  const cell = (value: string) => (/[\t\r\n"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return rows.map((row) => row.map(cell).join("\t")).join("\n");
}
