/** The current cell: a line of the view, and a column, where 0 is the row number. */
export interface Cursor {
  line: number;
  column: number;
}

interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
}

/** Where a key moves the current cell in a grid; `null` when the key is not for the grid. */
export function moved(
  cursor: Cursor,
  press: Press,
  size: { lines: number; columns: number; page: number },
): Cursor | null {
  const far = press.ctrlKey || press.metaKey;
  const to = target(cursor, press.key, far, size);
  if (!to) return null;
  const within = (value: number, count: number) => Math.min(Math.max(0, value), Math.max(0, count - 1));
  return { line: within(to.line, size.lines), column: within(to.column, size.columns) };
}

function target(
  { line, column }: Cursor,
  key: string,
  far: boolean,
  size: { lines: number; columns: number; page: number },
): Cursor | null {
  switch (key) {
    case "ArrowDown":
      return { line: far ? size.lines : line + 1, column };
    case "ArrowUp":
      return { line: far ? 0 : line - 1, column };
    case "ArrowRight":
      return { line, column: far ? size.columns : column + 1 };
    case "ArrowLeft":
      return { line, column: far ? 0 : column - 1 };
    case "PageDown":
      return { line: line + size.page, column };
    case "PageUp":
      return { line: line - size.page, column };
    case "Home":
      return { line: far ? 0 : line, column: 0 };
    case "End":
      return { line: far ? size.lines : line, column: size.columns };
    default:
      return null;
  }
}

/** Where to scroll so that a stretch is in sight: not at all, just as far as needed, or, from far off, to its middle. */
export function scrolledTo(now: number, room: number, start: number, end: number): number {
  if (start >= now && end <= now + room) return now;
  const isFar = start > now + room + (end - start) || end < now - (end - start);
  if (isFar) return Math.max(0, Math.round((start + end - room) / 2));
  return start < now ? start : Math.max(0, end - room);
}
