import type { Flaw } from "@/lib/csv/record-batch";
import type { ByteTest } from "./fault";

/** A row as it is now, with what can be told of its cells without making text of them. */
export interface CheckedRow {
  /** As a spreadsheet numbers it. */
  fileRow: number;
  /** 0-based position among the data rows. */
  index: number;
  flaws: readonly Flaw[];
  /** How many cells the row has. */
  width: number;
  /** A cell as text, edits included; empty where the row has none. */
  cell(column: number): string;
  /** Whether the bytes of a cell that is as in the file pass; `false` where they cannot be asked. */
  passes(column: number, test: ByteTest): boolean;
  /** Whether the cell is not as in the file. */
  isChanged(column: number): boolean;
  /** Whether a cell of the row is not as in the file. */
  isEdited(): boolean;
}

/** A row from texts, as it is checked. */
export function rowOfTexts(
  fileRow: number,
  cells: readonly string[],
  flaws: readonly Flaw[] = [],
  index = 0,
): CheckedRow {
  return {
    fileRow,
    index,
    flaws,
    width: cells.length,
    cell: (column) => cells[column] ?? "",
    passes: () => false,
    isChanged: () => false,
    isEdited: () => false,
  };
}
