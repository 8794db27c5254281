import type { FileRecord } from "./record-reader";

export type RowKind = "before_header" | "header" | "blank" | "data";

export function isBlank(cell: string): boolean {
  return cell === "" || cell.trim() === "";
}

/** What a record of the file is, for every pass over it alike. A row whose cells are all blank is no data. */
export function rowKind(record: Pick<FileRecord, "fileRow" | "cells">, headerRow: number | null): RowKind {
  if (headerRow !== null && record.fileRow <= headerRow) {
    return record.fileRow === headerRow ? "header" : "before_header";
  }
  return record.cells.every(isBlank) ? "blank" : "data";
}
