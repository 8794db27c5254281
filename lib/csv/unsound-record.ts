import type { BatchBuilder } from "./batch-builder";
import type { Place } from "./clean-run";
import { lineEnd, type RawDialect, splitRaw } from "./raw-line";
import { LOOSE } from "./record-batch";

const keptOfLong = 1024;

/** The cells of the unfinished record, which is not sound, as its delimiters divide it. `false`: there are too many. */
export function cutAnew(
  batch: BatchBuilder,
  { recordStart }: Place,
  end: number,
  dialect: RawDialect,
): boolean {
  batch.dropOpenCells();
  return splitRaw(batch.bytes, recordStart, end, dialect, (from, to, kind) => batch.addCell(from, to, kind));
}

/** Of a record that is too long the beginning is one cell. @param most bytes, which every such record has */
export function keepBeginning(
  batch: BatchBuilder,
  { recordStart: start, recordLine }: Place,
  most: number,
): void {
  let end = start + Math.min(keptOfLong, most);
  while (((batch.bytes[end] ?? 0) & 0xc0) === 0x80 && end > start) end -= 1;
  end = lineEnd(batch.bytes, start, end);
  batch.dropOpenCells();
  batch.dropFlaws(start);
  batch.addFlaw("record_too_long", start, recordLine);
  batch.addCell(start, end, LOOSE);
  batch.addRecord(start, end, recordLine);
}
