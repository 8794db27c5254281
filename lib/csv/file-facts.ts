import type { Evidenced, Reading, ReadingOverrides } from "./reading";
import type { Flaw } from "./record-batch";

/** A column of the file. Columns are addressed by `index`; headers need be neither unique nor present. */
export interface Column {
  /** 0-based. */
  index: number;
  /** The cell of the header row, verbatim; empty when there is none. */
  header: string;
  /** Unique among the columns: the header, "Email (2)" for its second use, "Column 3" for a blank one. */
  label: string;
  /** Up to three different values that are not blank. */
  samples: string[];
  /** How many data rows have a value here. */
  filled: number;
  /** Of the longest value, in UTF-16 code units. */
  maxLength: number;
}

/** A data row as it stands in the file. */
export interface FileRow {
  /** Its number as a spreadsheet shows it: 1-based, header, preamble and blank rows counted. */
  fileRow: number;
  cells: string[];
  /** What is wrong with it as it was written down; absent when nothing is. */
  flaws?: readonly Flaw[];
}

type FindingCode =
  | "header_only"
  | "header_looks_like_data"
  | "no_header"
  | "preamble"
  | "header_rows"
  | "header_tie"
  | "ragged_header"
  | "second_table"
  | "repeated_header"
  | "footnotes"
  | "encoding_tie"
  | "delimiter_tie"
  | "fixed_width"
  | "escape_tie"
  | "backslash_pairs"
  | "quotes_are_text"
  | "duplicate_header"
  | "blank_header"
  | "ragged_row"
  | "cut_row"
  | "other_delimiter"
  | "other_quote"
  | "no_record"
  | "byte_order_mark"
  | "control_character"
  | "unclosed_quote"
  | "stray_quote"
  | "quote_in_text"
  | "nul"
  | "invalid_bytes"
  | "record_too_long"
  | "mixed_newlines"
  | "blank_rows"
  | "trailing_blank_rows"
  | "sheet_error_value"
  | "sheet_formula_without_value"
  | "sheet_unreadable_date"
  | "sheet_hidden_rows"
  | "sheet_hidden_columns"
  | "sheet_merged"
  | "sheet_percent"
  | "sheet_rounded";

/** Another way to read the file, which a person may take up. */
export interface ReadingChoice {
  /** "Semicolon: 3 columns". */
  label: string;
  /** The reading as it is now. */
  current: boolean;
  change: ReadingOverrides;
  /** The first rows as they would be read. */
  rows?: readonly (readonly string[])[];
}

/** Something about the file a person should know. Findings of one code are one finding with a count. */
export interface Finding {
  code: FindingCode;
  /** `error`: rows it concerns stay here. `warning`: worth a look. `note`: said for completeness. */
  severity: "error" | "warning" | "note";
  /** A whole sentence. */
  message: string;
  count: number;
  /** The first row it concerns, as a spreadsheet numbers it. */
  fileRow: number | null;
  /** The physical line of that place, where a text editor shows it. */
  line: number | null;
  /** The ways to read it that the evidence leaves open, the present one among them. */
  choices?: readonly ReadingChoice[];
}

/** Whether two readings fit the file alike, so that a person is asked before anything goes on. */
export function isAsked({ code, choices = [] }: Pick<Finding, "code" | "choices">): boolean {
  return ["delimiter_tie", "encoding_tie", "escape_tie"].includes(code) && choices.length > 1;
}

/** A sheet of a workbook, as a person may choose it. */
export interface SheetName {
  name: string;
  hidden: boolean;
  /** No cell of it holds anything. */
  empty: boolean;
}

/** Where the text comes from, when the file was no text itself: then separator, quotes and encoding are not its own. */
export type FileOrigin =
  | { kind: "cells" }
  | { kind: "sheet"; sheet: Evidenced<string>; sheets: readonly SheetName[] };

/** A figure of a row that is a total, beside what the rows it speaks of come to. Plain numbers, exact to the last digit. */
export interface ControlFigure {
  /** Of the row with the total, as a spreadsheet numbers it. */
  fileRow: number;
  /** The column, 0-based, and its label. */
  column: number;
  label: string;
  /** The rows it speaks of, by position among the data rows: the first of them, and the first behind them. */
  from: number;
  to: number;
  claimed: string;
  sum: string;
  /** How many rows were added up. */
  rows: number;
  /** What the file claims more than the rows come to, negative where it is less; `null`: they agree. */
  difference: string | null;
}

/** The receipt of a file. */
export interface FileFacts {
  name: string;
  sizeBytes: number;
  /** Absent: the file is the text. */
  origin?: FileOrigin;
  /** Milliseconds since 1970, as the file system says. */
  lastModified: number;
  /** `false` while only the head was read: `rows`, `columns`, `findings` then speak of the head alone. */
  complete: boolean;
  /** SHA-256 of the file's bytes in hex, of a workbook of the sheet's text; `null` until complete. */
  sha256: string | null;
  reading: Reading;
  columns: Column[];
  /** Data rows: without header, preamble and blank rows. */
  rows: number;
  /** Blank rows between data rows. They are left out, and still count where rows are numbered. */
  blankRows: number;
  /** Blank rows after the last data row, dropped. */
  trailingBlankRows: number;
  /** Number of the first data row as a spreadsheet shows it; `null` when there is none. */
  firstFileRow: number | null;
  /** The first rows of the file from row 1 on, header and preamble included, so a header row can be chosen. */
  head: FileRow[];
  /** The first data rows, at most 100. */
  preview: FileRow[];
  findings: Finding[];
  /** Of the first rows that are totals. Absent: not looked for yet. */
  controls?: readonly ControlFigure[];
  /** Its rows are rows of these earlier imports; these columns say so, and hold no values. */
  correction?: { jobs: number[]; columns: number[]; areDone: boolean };
}
