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

/** A cell as it stands in the file, with no delimiter, line end or quote of the dialect in it. */
export const PLAIN = 0;
/** A cell in quotes; its bounds are those of the text between them. */
export const QUOTED = 1;
/** A cell in quotes that holds escaped quotes. */
export const ESCAPED = 2;
/** A cell as it stands in the file, with anything in it. */
export const LOOSE = 3;

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
  /** A byte a record, 0 at first: whoever goes along the batch may mark records. */
  readonly marks: Uint8Array;
  /** In the order of the records. Most batches have none. */
  readonly flaws: readonly FlawPlace[];
}

/** The first records of a batch. */
export function firstRecords(batch: RecordBatch, most: number): RecordBatch {
  const { bytes, starts, ends, lines, firstCells, cellStarts, cellEnds, cellKinds, marks } = batch;
  const count = Math.min(batch.count, most);
  const flaws = batch.flaws.filter(({ record }) => record < count);
  return { bytes, count, starts, ends, lines, firstCells, cellStarts, cellEnds, cellKinds, marks, flaws };
}

/** The bytes of a record, without its line end. */
export const bytesOf = ({ bytes, starts, ends }: RecordBatch, record: number): Uint8Array =>
  bytes.subarray(starts[record] as number, ends[record] as number);
