import type { Dialect } from "./dialect";
import { type CellMarks, countCells, lineEnd } from "./raw-line";

/** How far a line is looked at to tell how many cells it has. */
const lineLook = 65_536;
const mostLines = 64;

/** What is known around a quote: how far the bytes go, and what a sound record looks like. */
interface Surroundings extends CellMarks {
  end: number;
  isLast: boolean;
  width: NonNullable<Dialect["width"]>;
}

/**
 * Whether the quote that opened at `openAt` and was to close at `at` swallowed records: one that begins on a line after
 * its own is whole by itself. `null`: more bytes are needed to tell.
 */
export function isTorn(
  bytes: Uint8Array,
  openAt: number,
  at: number,
  { end, isLast, width, ...marks }: Surroundings,
): boolean | null {
  const far = at + lineLook;
  const isWaiting = end <= far && !isLast;
  const limit = Math.min(end, far);
  let from = lineEnd(bytes, openAt, at);
  for (let lines = 0; from < at && lines < mostLines; lines += 1) {
    from += bytes[from] === 13 && bytes[from + 1] === 10 ? 2 : 1;
    const cells = countCells(bytes, from, limit, marks);
    if (cells === width) return true;
    if (cells === null) {
      if (isWaiting) return null;
      // The end of the file ends a record too.
      if (countCells(bytes, from, limit + 1, marks) === width) return true;
    }
    from = lineEnd(bytes, from, at);
  }
  return false;
}
