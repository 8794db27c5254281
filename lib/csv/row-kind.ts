import { isBlankCell } from "./cell-text";
import type { RecordBatch } from "./record-batch";

export type RowKind = "before_header" | "header" | "blank" | "data";

export function isBlank(cell: string): boolean {
  return cell === "" || cell.trim() === "";
}

/** What a record of the file is, for every pass over it alike. A row whose cells are all blank is no data. */
export function rowKind(
  batch: RecordBatch,
  record: number,
  fileRow: number,
  headerRow: number | null,
): RowKind {
  if (headerRow !== null && fileRow <= headerRow) return fileRow === headerRow ? "header" : "before_header";
  const last = batch.firstCells[record + 1] as number;
  for (let cell = batch.firstCells[record] as number; cell < last; cell += 1) {
    if (!isBlankCell(batch, cell)) return "data";
  }
  return "blank";
}
