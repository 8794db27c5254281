import { countCells, lineEnd, type RawDialect } from "./raw-line";

/** How far a line is looked at to tell how many cells it has. */
const lineLook = 65_536;
const mostLines = 64;

/**
 * Whether the quote that opened at `openAt` and was to close at `at` swallowed records: one that begins on a line after
 * its own is whole by itself. `null`: more bytes are needed to tell.
 *
 * @param held where the bytes end, and whether they are the last
 */
export function isTorn(
  bytes: Uint8Array,
  openAt: number,
  at: number,
  { end, isLast }: { end: number; isLast: boolean },
  dialect: RawDialect,
): boolean | null {
  const far = at + lineLook;
  const isWaiting = end <= far && !isLast;
  const limit = Math.min(end, far);
  let from = lineEnd(bytes, openAt, at);
  for (let lines = 0; from < at && lines < mostLines; lines += 1) {
    from += bytes[from] === 13 && bytes[from + 1] === 10 ? 2 : 1;
    const cells = countCells(bytes, from, limit, dialect);
    if (cells === dialect.width) return true;
    if (cells === null) {
      if (isWaiting) return null;
      // The end of the file ends a record too.
      if (countCells(bytes, from, limit + 1, dialect) === dialect.width) return true;
    }
    from = lineEnd(bytes, from, at);
  }
  return false;
}
