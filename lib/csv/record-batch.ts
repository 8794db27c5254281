/**
 * What is wrong with a record as it was written down.
 * - `stray_quote`: text follows a closing quote, so where its cells end is not certain
 * - `unclosed_quote`: a quote opens a cell and is never closed; the record was ended at the end of that line
 * - `nul`: it holds a NUL character
 * - `quote_in_text`: a quote stands inside a cell that does not begin with one; it is text
 * - `invalid_bytes`: bytes that are no characters in the encoding of the file
 * - `record_too_long`: the record is longer than the limit; its beginning alone is kept
 */
export type Flaw =
  | "stray_quote"
  | "unclosed_quote"
  | "nul"
  | "quote_in_text"
  | "invalid_bytes"
  | "record_too_long";

/** Whether it is certain where the cells of a record end. */
export function isSound(flaws: readonly Flaw[]): boolean {
  return flaws.every((flaw) => flaw === "nul" || flaw === "quote_in_text" || flaw === "invalid_bytes");
}

/** Where a flaw stands: the first of its kind in a record. */
export interface FlawPlace {
  flaw: Flaw;
  /** Index of the record in its batch. */
  record: number;
  /** 1-based physical line. */
  line: number;
  /** 0-based cell. */
  column: number;
  /** Offset in the bytes of the batch. */
  at: number;
}

/** A cell as it stands in the file. */
export const PLAIN = 0;
/** A cell in quotes; its bounds are those of the text between them. */
export const QUOTED = 1;
/** A cell in quotes that holds escaped quotes. */
export const ESCAPED = 2;

/**
 * Records of a stretch of a file, as places in its bytes: nothing is decoded. It is valid until the scanner is given
 * more bytes.
 */
export interface RecordBatch {
  /** UTF-8. */
  readonly bytes: Uint8Array;
  /** How many records. */
  readonly count: number;
  /** Of record `r`: its bytes, without the line end, and its line. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly lines: Int32Array;
  /** Cells of record `r` are `firstCells[r]` up to `firstCells[r + 1]`. */
  readonly firstCells: Int32Array;
  readonly cellStarts: Int32Array;
  readonly cellEnds: Int32Array;
  readonly cellKinds: Uint8Array;
  /** In the order of the records. Most batches have none. */
  readonly flaws: readonly FlawPlace[];
}

const least = 1024;

/** Int32 places that grow; typed arrays cannot. */
function grown(values: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(values.length * 2);
  more.set(values);
  return more;
}

/** The batch while it is built. Fields are plain: the scanner's innermost loop touches them. */
export class BatchBuilder implements RecordBatch {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  count = 0;
  starts = new Int32Array(least);
  ends = new Int32Array(least);
  lines = new Int32Array(least);
  firstCells = new Int32Array(least);
  cellStarts = new Int32Array(least);
  cellEnds = new Int32Array(least);
  cellKinds = new Uint8Array(least);
  flaws: FlawPlace[] = [];
  /** Cells so far, those of the record that is not finished included. */
  cells = 0;

  addCell(start: number, end: number, kind: number): void {
    const { cells } = this;
    if (cells === this.cellStarts.length) this.growCells();
    this.cellStarts[cells] = start;
    this.cellEnds[cells] = end;
    this.cellKinds[cells] = kind;
    this.cells = cells + 1;
  }

  /** Ends the record whose cells were added last. */
  addRecord(start: number, end: number, line: number): void {
    const { count } = this;
    if (count + 1 === this.starts.length) {
      this.starts = grown(this.starts);
      this.ends = grown(this.ends);
      this.lines = grown(this.lines);
      this.firstCells = grown(this.firstCells);
    }
    this.starts[count] = start;
    this.ends[count] = end;
    this.lines[count] = line;
    this.count = count + 1;
    this.firstCells[count + 1] = this.cells;
  }

  /** Cells the unfinished record has so far. */
  get openCells(): number {
    return this.cells - (this.firstCells[this.count] ?? 0);
  }

  /** Takes back the cells of the unfinished record. */
  dropOpenCells(): void {
    this.cells = this.firstCells[this.count] ?? 0;
  }

  /** Begins the next batch with what the unfinished record has, its places moved `shift` bytes to the front. */
  next(shift: number): void {
    const first = this.firstCells[this.count] ?? 0;
    const open = this.cells - first;
    for (let cell = 0; cell < open; cell += 1) {
      this.cellStarts[cell] = (this.cellStarts[first + cell] ?? 0) - shift;
      this.cellEnds[cell] = (this.cellEnds[first + cell] ?? 0) - shift;
      this.cellKinds[cell] = this.cellKinds[first + cell] ?? PLAIN;
    }
    const { count } = this;
    this.flaws = this.flaws
      .filter(({ record }) => record === count)
      .map((place) => ({ ...place, record: 0, at: place.at - shift }));
    this.cells = open;
    this.count = 0;
    this.firstCells[0] = 0;
  }

  /** Makes room for as many cells again. */
  growCells(): void {
    this.cellStarts = grown(this.cellStarts);
    this.cellEnds = grown(this.cellEnds);
    const kinds = new Uint8Array(this.cellKinds.length * 2);
    kinds.set(this.cellKinds);
    this.cellKinds = kinds;
  }
}

/** The first records of a batch. */
export function firstRecords(batch: RecordBatch, most: number): RecordBatch {
  const { bytes, starts, ends, lines, firstCells, cellStarts, cellEnds, cellKinds } = batch;
  const count = Math.min(batch.count, most);
  const flaws = batch.flaws.filter(({ record }) => record < count);
  return { bytes, count, starts, ends, lines, firstCells, cellStarts, cellEnds, cellKinds, flaws };
}
