import type { RowFilter, RowSelection } from "@/lib/checks/edit";
import type { GridColumn } from "./grid-columns";
import type { Cursor } from "./grid-keys";

/** The current cell, and the other corner of what is selected with it. */
export interface Selection {
  cursor: Cursor;
  /** `null`: the current cell alone. */
  anchor: Cursor | null;
  /** Every row of the view, whatever its length. */
  all: boolean;
}

/** Lines and columns, both ends included. Columns are those of the grid; 0 is the row number, which means whole rows. */
export interface Range {
  fromLine: number;
  toLine: number;
  fromColumn: number;
  toColumn: number;
}

export const cellAlone = (cursor: Cursor): Selection => ({ cursor, anchor: null, all: false });

/** @param columns of the grid, without the row number */
export function rangeOf({ cursor, anchor, all }: Selection, lines: number, columns: number): Range {
  const other = anchor ?? cursor;
  const isWhole = all || cursor.column === 0 || other.column === 0;
  return {
    fromLine: all ? 0 : Math.min(cursor.line, other.line),
    toLine: all ? lines - 1 : Math.min(lines - 1, Math.max(cursor.line, other.line)),
    fromColumn: isWhole ? 0 : Math.min(cursor.column, other.column),
    toColumn: isWhole ? columns : Math.max(cursor.column, other.column),
  };
}

export const linesIn = ({ fromLine, toLine }: Range): number => toLine - fromLine + 1;

/** How many columns are selected; whole rows are not told by columns. */
export const columnsIn = ({ fromColumn, toColumn }: Range): number => toColumn - Math.max(1, fromColumn) + 1;

export const isWholeRows = ({ fromColumn }: Range): boolean => fromColumn === 0;

/** The rows of some lines, as an edit names them. */
export const rowsOf = (filter: RowFilter, { fromLine, toLine }: Range): RowSelection => ({
  filter,
  from: fromLine,
  count: toLine - fromLine + 1,
});

/** The file's columns in a range, each once: what can be edited of it. */
export function editableColumns(columns: readonly GridColumn[], range: Range): number[] {
  const inRange = columns.slice(Math.max(1, range.fromColumn) - 1, range.toColumn);
  return [...new Set(inRange.flatMap(({ column }) => (column === null ? [] : [column])))];
}
