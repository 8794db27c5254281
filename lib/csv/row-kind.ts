import { isBlankCell } from "./cell-text";
import type { Reading } from "./reading";
import type { RecordBatch } from "./record-batch";

/** `outside`: above the header, between it and the data, or below the data. */
export type RowKind = "outside" | "header" | "blank" | "data";

/** Which rows of a file are what. Numbers are 1-based and those of the file; bounds belong to what they bound. */
export interface RowLayout {
  /** `null`: no row holds names. */
  header: { first: number; last: number } | null;
  firstData: number;
  lastData: number;
}

/** The layout a reading gives. */
export function layoutOf({
  headerRow,
  headerRows,
  firstDataRow,
  lastDataRow,
}: Pick<Reading, "headerRow" | "headerRows" | "firstDataRow" | "lastDataRow">): RowLayout {
  const first = headerRow.value;
  const header = first === null ? null : { first, last: first + (headerRows?.value ?? 1) - 1 };
  return {
    header,
    firstData: Math.max(firstDataRow?.value ?? 1, (header?.last ?? 0) + 1),
    lastData: lastDataRow?.value ?? Number.POSITIVE_INFINITY,
  };
}

export function isBlank(cell: string): boolean {
  return cell === "" || cell.trim() === "";
}

/** What a record of the file is, for every pass over it alike. A row whose cells are all blank is no data. */
export function rowKind(batch: RecordBatch, record: number, fileRow: number, layout: RowLayout): RowKind {
  const { header, firstData, lastData } = layout;
  if (fileRow < firstData || fileRow > lastData)
    return header !== null && fileRow >= header.first && fileRow <= header.last ? "header" : "outside";
  const last = batch.firstCells[record + 1] as number;
  for (let cell = batch.firstCells[record] as number; cell < last; cell += 1) {
    if (!isBlankCell(batch, cell)) return "data";
  }
  return "blank";
}
