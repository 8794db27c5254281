import { hasTail } from "./delimiter-bytes";
import { ESCAPED, LOOSE, QUOTED } from "./record-batch";

const LF = 10;
const CR = 13;
const SPACE = 32;

/** Where the line that `from` is on ends, before its line end; `limit` when it does not end before. */
export function lineEnd(bytes: Uint8Array, from: number, limit: number): number {
  let at = from;
  while (at < limit && bytes[at] !== LF && bytes[at] !== CR) at += 1;
  return at;
}

/** Where a cell in quotes that begins at `from` ends, behind its closing quote; -1 when it is not well written. */
function quotedEnd(
  bytes: Uint8Array,
  from: number,
  limit: number,
  { delimiter, quote, tail }: RawDialect,
): number {
  const isDelimiter = (at: number) => bytes[at] === delimiter && hasTail(bytes, at, limit, tail);
  let at = from + 1;
  while (at < limit) {
    if (bytes[at] !== quote) at += 1;
    else if (bytes[at + 1] === quote && at + 1 < limit) at += 2;
    else return at + 1 === limit || isDelimiter(at + 1) ? at + 1 : -1;
  }
  return -1;
}

/** How cells are divided, as byte values. */
export interface CellMarks {
  delimiter: number;
  quote: number;
  /** What makes a quote inside quotes text, beside a second one. */
  escape?: number;
  /** Spaces behind a delimiter belong to it. */
  isPadded?: boolean;
  /** Bytes of a delimiter behind its first. */
  tail?: readonly number[];
}

const noTail: readonly number[] = [];

/**
 * How many cells the record has that begins at `from`, read by itself; cells in quotes may run over lines. 0: one of its
 * quotes does not close well. `null`: it does not end before `limit`.
 */
export function countCells(bytes: Uint8Array, from: number, limit: number, marks: CellMarks): number | null {
  const { delimiter, quote, isPadded = false, tail = noTail } = marks;
  let cells = 1;
  let at = from;
  let isStart = true;
  while (at < limit) {
    const byte = bytes[at];
    if (byte === LF || byte === CR) return cells;
    if (isStart && byte === quote) {
      at = closedEnd(bytes, at, limit, marks);
      if (at >= limit) return null;
      const next = bytes[at];
      const isDelimiter = next === delimiter && hasTail(bytes, at, limit, tail);
      if (!isDelimiter && next !== LF && next !== CR) return 0;
      isStart = false;
      continue;
    }
    const isDelimiter = byte === delimiter && hasTail(bytes, at, limit, tail);
    isStart = isDelimiter || (isStart && isPadded && byte === SPACE);
    if (isDelimiter) cells += 1;
    at += isDelimiter ? 1 + tail.length : 1;
  }
  return null;
}

/** Behind the quote that closes the cell at `from`. */
function closedEnd(
  bytes: Uint8Array,
  from: number,
  limit: number,
  { quote, escape: escaping }: CellMarks,
): number {
  let at = from + 1;
  while (at < limit) {
    if (bytes[at] === quote) {
      if (bytes[at + 1] !== quote) return at + 1;
      at += 2;
    } else at += bytes[at] === escaping ? 2 : 1;
  }
  return limit;
}

/** A dialect, for reading a line by itself. */
export interface RawDialect extends CellMarks {
  isPadded: boolean;
  tail: readonly number[];
  /** Cells a record mostly has; 0: not known. */
  width: number;
  /** Cells a record may have. */
  maxCells: number;
}

/**
 * Cuts a record whose quotes cannot be trusted. Cells in quotes that end before a delimiter are kept together when the
 * record has as many cells then as it should; else it is cut at every delimiter. A piece that is well written in quotes
 * gives the text between them, and so does one with quotes too many inside, all of which stay; every other stands as in
 * the file.
 *
 * @returns whether it has as many cells as a record may have at the most: else none is given
 */
export function splitRaw(
  bytes: Uint8Array,
  from: number,
  to: number,
  dialect: RawDialect,
  onCell: (from: number, to: number, kind: number) => void,
): boolean {
  const { quote, isPadded, width, maxCells } = dialect;
  const held = width > 1 ? piecesOf(bytes, from, to, dialect, true) : null;
  const pieces = held?.length === width * 2 ? held : piecesOf(bytes, from, to, dialect, false);
  if (pieces.length > maxCells * 2) return false;
  for (let piece = 0; piece < pieces.length; piece += 2) {
    let start = pieces[piece] as number;
    const end = pieces[piece + 1] as number;
    if (isPadded && start > from) while (start < end && bytes[start] === SPACE) start += 1;
    const isQuoted = bytes[start] === quote && end - start > 1 && bytes[end - 1] === quote;
    if (!isQuoted) onCell(start, end, LOOSE);
    else if (quotedEnd(bytes, start, end, dialect) !== end) onCell(start + 1, end - 1, LOOSE);
    else {
      const isEscaped = bytes.subarray(start + 1, end - 1).includes(quote);
      onCell(start + 1, end - 1, isEscaped ? ESCAPED : QUOTED);
    }
  }
  return true;
}

/**
 * Starts and ends of pieces between delimiters, of one more than a record may have at the most.
 *
 * @param holds a piece that begins with a quote ends with one
 */
function piecesOf(
  bytes: Uint8Array,
  from: number,
  to: number,
  { delimiter, quote, isPadded, tail, maxCells }: RawDialect,
  holds: boolean,
): number[] {
  const pieces: number[] = [];
  let start = from;
  let isHeld = holds && bytes[from] === quote;
  for (let at = from; at <= to && pieces.length <= maxCells * 2; at += 1) {
    if (at < to && (at < start || bytes[at] !== delimiter || !hasTail(bytes, at, to, tail))) continue;
    if (at < to && isHeld && !(at - 1 > start && bytes[at - 1] === quote)) continue;
    pieces.push(start, at);
    start = at + 1 + tail.length;
    let first = start;
    if (isPadded) while (bytes[first] === SPACE && first < to) first += 1;
    isHeld = holds && bytes[first] === quote;
  }
  return pieces;
}
