export type Severity = "error" | "warning";

export type IssueCode =
  | "required"
  | "number"
  | "integer"
  | "boolean"
  | "date"
  | "date_form"
  | "max_length"
  | "allowed_values"
  | "email"
  | "ragged_row"
  | "stray_quote"
  | "unclosed_quote"
  | "nul"
  | "invalid_bytes"
  | "record_too_long";

/** One finding about one row. Never an exception. */
export interface Issue {
  /** As a spreadsheet numbers it. */
  fileRow: number;
  /** Path of the field; `null` when the row as a whole is meant. */
  field: string | null;
  /** 0-based column of the file; `null` when the row as a whole or a constant is meant. */
  column: number | null;
  code: IssueCode;
  severity: Severity;
  /** What is wrong with this value, a whole sentence: "14 characters, 8 are allowed." */
  message: string;
  /** What would be right: "A date as yyyy-MM-dd, such as 2026-09-30". */
  expected: string;
}

/** All issues of one code on one field. Every one is counted; the first hundred are kept. */
export interface IssueKind {
  code: IssueCode;
  field: string | null;
  /** "Reference: too long", "More or fewer cells than the header". */
  label: string;
  severity: Severity;
  /** Issues, and as a field has one value per row, rows. */
  count: number;
  first: Issue[];
}

export interface IssueRow {
  fileRow: number;
  /** 0-based position among the data rows, as `rows(from, count)` of the worker counts them. */
  index: number;
  /** The row's cells as they stand in the file, by column. */
  cells: string[];
  issues: Issue[];
}

/** What a pass over all rows found. `rows` = `ready` + `withErrors`. */
export interface CheckResult {
  rows: number;
  /** Rows without an error; those with warnings only are among them. */
  ready: number;
  withErrors: number;
  /** Rows with warnings and no error. */
  withWarnings: number;
  /** Of `withErrors`: rows whose cells cannot be told apart for certain. They stay here whatever the policy. */
  broken: number;
  /** Most frequent first, errors before warnings. */
  kinds: IssueKind[];
  /** The first 1,000 rows with an issue. */
  issueRows: IssueRow[];
}
