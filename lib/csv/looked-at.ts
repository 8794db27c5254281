import type { CellText } from "./cell-text";
import type { Flaw, RecordBatch } from "./record-batch";

/** Where a row stands: its number in the file, its line, and its number among the data rows. */
export interface RowPlace {
  fileRow: number;
  line: number;
  row: number;
}

/** What is told of a row from its neighbours; flaws are told from its bytes alone. */
export type RowOddity =
  | "ragged_row"
  | "cut_row"
  | "other_delimiter"
  | "other_quote"
  | "repeated_header"
  | "second_table"
  | "no_record"
  | "byte_order_mark"
  | "control_character";

/** What the shape of a row says. `column` is 0-based. */
export interface Noticed {
  code: RowOddity;
  place: RowPlace;
  column: number | null;
  /** Cells of the row. */
  cells: number;
}

/** A row as it is looked at. */
export interface LookedAt {
  batch: RecordBatch;
  record: number;
  text: CellText;
  place: RowPlace;
  flaws: readonly Flaw[] | undefined;
  /** Cells that are not blank. */
  filled: number;
  /** Whether a blank row stands before it. */
  afterBlank: boolean;
}

export interface Expected {
  /** Cells a row should have. */
  width: number;
  /** `null`: there is none. */
  header: readonly string[] | null;
  /** What nearly all values of a column look like; `null` where they differ. */
  shapes: readonly (string | null)[];
  delimiter: string;
  quote: string | null;
}
