import type { BatchBuilder } from "./batch-builder";
import type { ScanOptions } from "./dialect";
import { LINE_CR, LINE_CRLF, LINE_LF, type LineEnds } from "./line-ends";
import { ESCAPED, PLAIN, QUOTED } from "./record-batch";

const LF = 10;
const CR = 13;

/** What a run over clean cells needs to know of a dialect. Bytes, -1 for none. */
export interface CleanDialect {
  delimiter: number;
  quote: number;
  /** Not 0 for a byte at which a run of plain text, or of quoted text, is left. */
  textStops: Uint8Array;
  quotedStops: Uint8Array;
  /** A longer record is not clean. */
  maxRecord: number;
}

export function cleanDialect({
  delimiter,
  quote,
  escape: escaping = null,
  maxRecordBytes,
}: ScanOptions): CleanDialect {
  const codeOf = (character: string | null) => (character === null ? -1 : character.charCodeAt(0));
  const textStops = new Uint8Array(256);
  const quotedStops = new Uint8Array(256);
  for (const stop of [0, LF, CR, codeOf(quote), codeOf(delimiter)]) if (stop >= 0) textStops[stop] = 1;
  for (const stop of [0, LF, CR, codeOf(quote), codeOf(escaping)]) if (stop >= 0) quotedStops[stop] = 1;
  return {
    delimiter: delimiter.charCodeAt(0),
    quote: codeOf(quote),
    textStops,
    quotedStops,
    maxRecord: maxRecordBytes ?? 16 * 1_048_576,
  };
}

/** Where a scanner stands between two cells. */
export interface Place {
  at: number;
  line: number;
  recordStart: number;
  /** Line of `recordStart`. */
  recordLine: number;
}

/**
 * Reads cells and records that are written as they should be, from the beginning of a cell on, and stops at the
 * beginning of the first that is not: one that holds a line end or a NUL, has a quote where none belongs, or is not
 * ended before `end`. This is the innermost loop of all reading, so it allocates nothing and keeps all in variables.
 *
 * @param end of the bytes; a line end stands there
 */
export function runClean(
  batch: BatchBuilder,
  place: Place,
  end: number,
  { delimiter, quote, textStops, quotedStops, maxRecord }: CleanDialect,
  lineEnds: LineEnds,
): void {
  const { bytes } = batch;
  let { cellStarts, cellEnds, cellKinds, cells } = batch;
  let room = cellStarts.length;
  let { at, line, recordStart } = place;
  let cell = at;
  for (;;) {
    if (cells === room) {
      batch.growCells();
      ({ cellStarts, cellEnds, cellKinds } = batch);
      room = cellStarts.length;
    }
    cell = at;
    while (textStops[bytes[at] as number] === 0) at += 1;
    cellStarts[cells] = cell;
    cellEnds[cells] = at;
    cellKinds[cells] = PLAIN;
    // Nearly every cell is plain text that ends in a delimiter, which stands before the end for certain.
    if (bytes[at] === delimiter) {
      cells += 1;
      at += 1;
      continue;
    }
    if (bytes[at] === quote && at === cell) {
      let kind = QUOTED;
      at += 1;
      while (quotedStops[bytes[at] as number] === 0) at += 1;
      while (bytes[at] === quote && bytes[at + 1] === quote) {
        kind = ESCAPED;
        at += 2;
        while (quotedStops[bytes[at] as number] === 0) at += 1;
      }
      if (bytes[at] !== quote) break;
      cellStarts[cells] = cell + 1;
      cellEnds[cells] = at;
      cellKinds[cells] = kind;
      at += 1;
      if (bytes[at] === delimiter) {
        cells += 1;
        at += 1;
        continue;
      }
    }
    const byte = bytes[at];
    let next = at + 1;
    if (byte === CR) next += bytes[next] === LF ? 1 : 0;
    else if (byte !== LF) break;
    // A carriage return that is the last byte may have its line feed in the bytes that follow.
    if (at >= end || next > end || at - recordStart > maxRecord) break;
    cells += 1;
    batch.cells = cells;
    batch.addRecord(recordStart, at, place.recordLine);
    lineEnds.add(byte === LF ? LINE_LF : next === at + 2 ? LINE_CRLF : LINE_CR, line);
    line += 1;
    place.recordLine = line;
    recordStart = next;
    at = next;
  }
  batch.cells = cells;
  place.at = cell;
  place.line = line;
  place.recordStart = recordStart;
}
