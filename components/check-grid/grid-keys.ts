/** The current cell: a line of the view, and a column, where 0 is the row number. */
export interface Cursor {
  line: number;
  column: number;
}

export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** What a key asks of the grid, apart from moving. */
export type GridCommand =
  | { kind: "edit" }
  /** Puts the current cell right by its one fix, or edits it where there is none. */
  | { kind: "fix_or_edit" }
  /** Edits, beginning with what was typed. */
  | { kind: "type"; text: string }
  | { kind: "clear" }
  | { kind: "exclude" }
  | { kind: "fill_down" }
  | { kind: "select_all" }
  | { kind: "select_rows" }
  /** The focus goes to the buttons of the note. */
  | { kind: "open_note" }
  | { kind: "close" };

/** `null`: the key moves, or is not for the grid. */
export function commandOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Press): GridCommand | null {
  const far = ctrlKey || metaKey;
  if (altKey) return key === "ArrowDown" ? { kind: "open_note" } : null;
  if (far) {
    if (key.toLowerCase() === "d") return { kind: "fill_down" };
    return key.toLowerCase() === "a" ? { kind: "select_all" } : null;
  }
  switch (key) {
    case "F2":
      return { kind: "edit" };
    case "Enter":
      return { kind: "fix_or_edit" };
    case "Delete":
    case "Backspace":
      return shiftKey ? { kind: "exclude" } : { kind: "clear" };
    case "Escape":
      return { kind: "close" };
    case " ":
      return shiftKey ? { kind: "select_rows" } : { kind: "type", text: " " };
    default:
      return [...key].length === 1 ? { kind: "type", text: key } : null;
  }
}

/** Where a key moves the current cell in a grid; `null` when the key is not for the grid. */
export function moved(
  cursor: Cursor,
  press: Press,
  size: { lines: number; columns: number; page: number },
): Cursor | null {
  const far = press.ctrlKey || press.metaKey;
  const to = press.altKey ? null : target(cursor, press.key, far, size);
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
