import type { BatchBuilder } from "./batch-builder";
import type { ScanOptions } from "./dialect";
import type { Kernel, KernelDialect } from "./kernel";
import { LINE_CR, LINE_CRLF, LINE_LF, type LineEnds } from "./line-ends";
import { ESCAPED, PLAIN, QUOTED } from "./record-batch";
import { StopList } from "./stop-list";

const LF = 10;
const CR = 13;

/** What a run over clean cells needs to know of a dialect. Bytes, -1 for none. */
export interface CleanDialect {
  delimiter: number;
  quote: number;
  escape: number;
  /** Not 0 for a byte at which a run of plain text, or of quoted text, is left. */
  textStops: Uint8Array;
  quotedStops: Uint8Array;
  /** All of them. */
  stops: readonly number[];
  /** A longer record is too long. */
  maxRecord: number;
  /** So is one of more cells. */
  maxCells: number;
  /** A longer record is not clean: it may be too long. A cell has a byte at least, with what ends it. */
  maxClean: number;
}

export function cleanDialect({
  delimiter,
  quote,
  escape: escaping = null,
  maxRecordBytes: maxRecord = 16 * 1_048_576,
  maxRecordCells: maxCells = 262_144,
}: ScanOptions): CleanDialect {
  const codeOf = (character: string | null) => (character === null ? -1 : character.charCodeAt(0));
  const textStops = new Uint8Array(256);
  const quotedStops = new Uint8Array(256);
  const both = [0, LF, CR, ...(quote === null ? [] : [codeOf(quote)])];
  const inText = [...both, codeOf(delimiter)];
  const inQuotes = escaping === null ? both : [...both, codeOf(escaping)];
  for (const stop of inText) textStops[stop] = 1;
  for (const stop of inQuotes) quotedStops[stop] = 1;
  return {
    delimiter: delimiter.charCodeAt(0),
    quote: codeOf(quote),
    escape: codeOf(escaping),
    textStops,
    quotedStops,
    stops: [...inText, ...inQuotes],
    maxRecord,
    maxCells,
    maxClean: Math.min(maxRecord, maxCells - 1),
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

/** Reads what is written as it should be, in the kernel where there is one. */
export class CleanRun {
  readonly #batch: BatchBuilder;
  readonly #place: Place;
  readonly #dialect: CleanDialect;
  readonly #lineEnds: LineEnds;
  readonly #stops: StopList;
  readonly #kernel: Kernel | null;
  readonly #kernelDialect: KernelDialect;

  /** @param place goes on with each run */
  constructor(
    batch: BatchBuilder,
    place: Place,
    dialect: CleanDialect,
    lineEnds: LineEnds,
    kernel: Kernel | null,
  ) {
    this.#batch = batch;
    this.#place = place;
    this.#dialect = dialect;
    this.#lineEnds = lineEnds;
    this.#stops = new StopList(dialect.stops);
    this.#kernel = kernel;
    const { delimiter, quote, escape: escaping } = dialect;
    const orDelimiter = (code: number) => (code < 0 ? delimiter : code);
    this.#kernelDialect = { delimiter, quote: orDelimiter(quote), escape: orDelimiter(escaping) };
  }

  /** There are other bytes now. */
  forget(): void {
    this.#stops.clear();
  }

  /** @param end of the bytes; a line end stands there */
  run(end: number): void {
    if (this.#kernel === null)
      runInScript(this.#batch, this.#place, end, this.#dialect, this.#stops, this.#lineEnds);
    else this.#runInKernel(this.#kernel, end);
  }

  #runInKernel(kernel: Kernel, end: number): void {
    const batch = this.#batch;
    const place = this.#place;
    const { line } = place;
    const first = batch.count;
    const { at, recordStart, recordLine } = place;
    const { cells } = batch;
    const run = { at, line, recordStart, recordLine, cells, count: first, lineEnd: this.#lineEnds.last };
    while (kernel.runClean(batch, run, end, this.#dialect.maxClean, this.#kernelDialect)) {
      batch.cells = run.cells;
      batch.count = run.count;
      batch.reserveForKernel();
    }
    batch.cells = run.cells;
    batch.count = run.count;
    this.#lineEnds.addMany(run.lineEnd, line, run.count - first);
    place.at = run.at;
    place.line = run.line;
    place.recordStart = run.recordStart;
    place.recordLine = run.recordLine;
  }
}

/**
 * Reads cells and records that are written as they should be, from the beginning of a cell on, and stops at the
 * beginning of the first that is not: one that holds a line end or a NUL, has a quote where none belongs, or is not
 * ended before `end`. This is the innermost loop of all reading, so it allocates nothing and keeps all in variables.
 *
 * @param end of the bytes; a line end stands there
 */
function runInScript(
  batch: BatchBuilder,
  place: Place,
  end: number,
  { delimiter, quote, maxClean }: CleanDialect,
  stops: StopList,
  lineEnds: LineEnds,
): void {
  const { bytes } = batch;
  stops.goTo(place.at, bytes, end);
  // A cell ends at a stop.
  batch.reserveCells(stops.count - stops.next);
  const { cellStarts, cellEnds, cellKinds } = batch;
  const { places } = stops;
  let { cells } = batch;
  let { next } = stops;
  let { at, line, recordStart } = place;
  for (;;) {
    let stop = places[next] as number;
    let byte = bytes[stop];
    cellStarts[cells] = at;
    cellEnds[cells] = stop;
    cellKinds[cells] = PLAIN;
    // Nearly every cell is plain text that ends in a delimiter, which stands before the end for certain.
    if (byte === delimiter) {
      cells += 1;
      next += 1;
      at = stop + 1;
      continue;
    }
    if (byte === quote && stop === at) {
      let kind = QUOTED;
      do {
        next += 1;
        stop = places[next] as number;
        byte = bytes[stop];
        if (byte === quote && places[next + 1] === stop + 1 && bytes[stop + 1] === quote) {
          kind = ESCAPED;
          next += 1;
          byte = delimiter;
        }
      } while (byte === delimiter);
      // Its quote is closed and a stop follows at once, or it is not clean.
      if (byte !== quote || places[next + 1] !== stop + 1) break;
      cellStarts[cells] = at + 1;
      cellEnds[cells] = stop;
      cellKinds[cells] = kind;
      next += 1;
      stop += 1;
      byte = bytes[stop];
      if (byte === delimiter) {
        cells += 1;
        next += 1;
        at = stop + 1;
        continue;
      }
    }
    let after = stop + 1;
    if (byte === CR) after += bytes[after] === LF ? 1 : 0;
    else if (byte !== LF) break;
    // A carriage return that is the last byte may have its line feed in the bytes that follow.
    if (stop >= end || after > end || stop - recordStart > maxClean) break;
    cells += 1;
    batch.cells = cells;
    batch.addRecord(recordStart, stop, place.recordLine);
    lineEnds.add(byte === LF ? LINE_LF : after === stop + 2 ? LINE_CRLF : LINE_CR, line);
    line += 1;
    place.recordLine = line;
    recordStart = after;
    at = after;
    next += after - stop;
  }
  batch.cells = cells;
  stops.next = next;
  place.at = at;
  place.line = line;
  place.recordStart = recordStart;
}
