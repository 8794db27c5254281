import type { StepCode } from "@/lib/mapping/step-fault";

export type Severity = "error" | "warning";

/** Codes of what is wrong with one value. */
export type ValueCode =
  | "required"
  | "number"
  | "number_form"
  | "decimal_sign"
  | "integer"
  | "boolean"
  | "date"
  | "date_form"
  | "day_form"
  | "date_order"
  | "max_length"
  | "allowed_values"
  | "email"
  | "url"
  | "duplicate"
  | "scientific"
  | "cut_digits"
  | "date_for_id"
  | "lost_zeros"
  | "error_value"
  | "curly_quote"
  | "hidden_space"
  | "mojibake";

/** Codes of rows that hold no record. */
export type NotDataCode = "totals_row" | "totals_differ" | "trailer" | "repeated_heading" | "group_heading";

/** Codes of rows whose cells cannot be told apart for certain. */
export type BrokenCode =
  | "ragged_row"
  | "stray_quote"
  | "unclosed_quote"
  | "nul"
  | "invalid_bytes"
  | "record_too_long";

/** Of a row with all its cells, one of which goes on in the row next to it. */
type CutCode = "cut_row";

/** What was said of a row when it was sent; of a value, and of a field that was not sent, in an earlier import. */
type SaidCode = "refused_before" | "refused_value" | "refused_without";

/** Of a row that was accepted: its record is found by a value that was changed, or is not there. */
type RevisedCode = "key_changed";

export type IssueCode = SaidCode | RevisedCode | ValueCode | StepCode | NotDataCode | CutCode | BrokenCode;

/** Which issues are meant: those of one code on one field, or, where `field` is `null`, on rows as a whole. */
export interface KindKey {
  code: IssueCode;
  field: string | null;
}
