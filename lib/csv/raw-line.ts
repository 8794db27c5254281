import { ESCAPED, PLAIN, QUOTED } from "./record-batch";

const LF = 10;
const CR = 13;

/** Where the line that `from` is on ends, before its line end; `limit` when it does not end before. */
export function lineEnd(bytes: Uint8Array, from: number, limit: number): number {
  let at = from;
  while (at < limit && bytes[at] !== LF && bytes[at] !== CR) at += 1;
  return at;
}

/** Where a cell in quotes that begins at `from` ends, behind its closing quote; -1 when it is not well written. */
function quotedEnd(bytes: Uint8Array, from: number, limit: number, delimiter: number, quote: number): number {
  let at = from + 1;
  while (at < limit) {
    if (bytes[at] !== quote) at += 1;
    else if (bytes[at + 1] === quote && at + 1 < limit) at += 2;
    else return at + 1 === limit || bytes[at + 1] === delimiter ? at + 1 : -1;
  }
  return -1;
}

/** How many cells a line has that is read by itself. */
export function countCells(
  bytes: Uint8Array,
  from: number,
  to: number,
  delimiter: number,
  quote: number,
): number {
  let cells = 1;
  let at = from;
  let isStart = true;
  while (at < to) {
    const closed = isStart && bytes[at] === quote ? quotedEnd(bytes, at, to, delimiter, quote) : -1;
    isStart = bytes[at] === delimiter;
    if (closed !== -1) {
      at = closed;
      isStart = false;
      continue;
    }
    if (isStart) cells += 1;
    at += 1;
  }
  return cells;
}

/**
 * Cuts a record whose quotes cannot be trusted at every delimiter. A piece that is well written in quotes gives the
 * text between them; every other stands as in the file.
 */
export function splitRaw(
  bytes: Uint8Array,
  from: number,
  to: number,
  delimiter: number,
  quote: number,
  onCell: (from: number, to: number, kind: number) => void,
): void {
  let start = from;
  for (let at = from; at <= to; at += 1) {
    if (at < to && bytes[at] !== delimiter) continue;
    const isQuoted = bytes[start] === quote && quotedEnd(bytes, start, at, delimiter, quote) === at;
    if (!isQuoted) onCell(start, at, PLAIN);
    else {
      const isEscaped = bytes.subarray(start + 1, at - 1).includes(quote);
      onCell(start + 1, at - 1, isEscaped ? ESCAPED : QUOTED);
    }
    start = at + 1;
  }
}
