import type { ToldRefusal } from "./earlier-refusal";
import type { EditCommand } from "./edit";
import type { IssueCode, KindKey, Severity } from "./issue-code";

/** A way out a person may take with one click. Where there are several, the evidence ties and the choice is theirs. */
export interface Fix {
  /** What the button says: "Use 1234.50", "Leave the row out". */
  label: string;
  /** The value the cell then has; `exclude` leaves the row out instead. */
  value: string | null;
  kind: "set" | "exclude";
}

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
  /** Absent: only a person knows what would be right. */
  fixes?: readonly Fix[];
  /** Of what the connected system refused before. */
  refusal?: ToldRefusal;
}

/** A way out for all issues of a kind at once: a command to hand back as it is. */
export interface FixAll {
  /** "Remove surrounding spaces", "Read amounts with a decimal comma". */
  label: string;
  command: EditCommand;
}

/** All issues of one code on one field. Every one is counted; the first hundred are kept. */
export interface IssueKind extends KindKey {
  /** "Reference: too long", "More or fewer cells than the header". */
  label: string;
  severity: Severity;
  /** Issues, and as a field has one value per row, rows. */
  count: number;
  first: Issue[];
  fixAll: FixAll[];
}

/** What is known of all rows. `rows` = `ready` + `withErrors` + `excluded`. */
export interface CheckCounts {
  rows: number;
  /** Rows without an error that are not excluded; those with warnings only are among them. */
  ready: number;
  withErrors: number;
  /** Rows with warnings and no error. */
  withWarnings: number;
  /** Of `withErrors`: rows of which nobody knows what would be sent. They stay here whatever the policy. */
  broken: number;
  /** Left out by a person; not checked. */
  excluded: number;
  /** Rows with a cell that is not as in the file. */
  edited: number;
  /** Most frequent first, errors before warnings. */
  kinds: IssueKind[];
}
