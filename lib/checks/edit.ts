import type { TextFind } from "@/lib/values/text-finder";
import type { KindKey } from "./issue-code";
import type { Repair } from "./repair";

/**
 * Data rows by their 0-based position in the file, ascending: a number is one row, `[first, last]` an unbroken run. Not
 * the numbers a spreadsheet shows: those count the header and blank rows too.
 */
export type RowRuns = (number | [number, number])[];

/** What to look for in cells. Cells are compared as they are now, edits included. */
export interface Find extends TextFind {
  /** 0-based columns of the file; `null`: all. */
  columns: number[] | null;
}

/**
 * Which data rows. `ready`, `errors`, `warnings` and `kind` speak of the last check (`warnings`: and no error), and no
 * excluded row is among them.
 */
export type RowFilter =
  /** `issues`: errors or warnings, or both. */
  | { show: "all" | "ready" | "errors" | "warnings" | "issues" | "excluded" | "edited" }
  | ({ show: "kind" } & KindKey)
  | { show: "matching"; find: Find };

/** Rows an edit is about: listed, or those a filter shows, from its line `from` on, `count` of them. */
export type RowSelection = { rows: RowRuns } | { filter: RowFilter; from?: number; count?: number };

export interface CellEdit {
  /** 0-based position among the data rows. */
  row: number;
  /** 0-based column of the file. */
  column: number;
  value: string;
}

interface ColumnValue {
  /** 0-based column of the file; each once. */
  column: number;
  value: string;
}

/** What a person does to rows. Each is one step of undo, whatever its size. The file itself never changes. */
export type EditCommand =
  | { kind: "set"; cells: CellEdit[] }
  /** Line by line into the rows, cell by cell into the columns; what goes beyond either is left out. */
  | { kind: "paste"; into: RowSelection; columns: number[]; block: string[][] }
  /** The same values in every row: one for each of some columns. */
  | { kind: "fill"; into: RowSelection; values: ColumnValue[] }
  | { kind: "replace"; find: Find; by: string; rows?: RowSelection }
  /** Every cell of the column the repair has an answer for. */
  | { kind: "repair"; column: number; repair: Repair; rows?: RowSelection }
  /** Excluded rows stay here and are neither checked nor sent. */
  | { kind: "exclude"; rows: RowSelection }
  | { kind: "include"; rows: RowSelection };

/** A command whose rows are settled, so that it does the same whenever it is done again. */
export type SettledEdit =
  | { kind: "set"; cells: CellEdit[] }
  | { kind: "fill"; rows: RowRuns; values: ColumnValue[] }
  | { kind: "replace"; find: Find; by: string; rows: RowRuns | null }
  | { kind: "repair"; column: number; repair: Repair; rows: RowRuns | null }
  | { kind: "exclude"; rows: RowRuns }
  | { kind: "include"; rows: RowRuns };

/** All that was done to the rows of a file and not undone, in order. Plain JSON. */
export interface SavedEdits {
  version: 1;
  /** SHA-256 of the file's bytes, hex: edits belong to one file, */
  sha256: string | null;
  /** read in one way. */
  columns: number;
  rows: number;
  edits: SettledEdit[];
}
