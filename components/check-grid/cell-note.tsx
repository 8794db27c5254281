import type { GridColumn } from "./grid-columns";
import type { Cursor } from "./grid-keys";
import { type Line, lineHeightPx } from "./grid-line";
import { IssuePopover, popoverWidthPx } from "./issue-popover";
import { headHeightPx } from "./use-sight";

/** Taller than a note about one issue: decides whether the note goes under its cell or over it. */
const noteHeightPx = 190;

/** The note beside the current cell, when there is something to say about it and the cell is in sight. */
export function CellNote(props: {
  columns: readonly GridColumn[];
  rowNumberPx: number;
  lineAt: (line: number) => Line | undefined;
  cursor: Cursor;
  /** "Error 5 of 11" for the current cell, when F8 comes there. */
  place: string | null;
  scrolled: { left: number; top: number };
  room: { width: number; height: number };
}) {
  const { cursor, columns, rowNumberPx, lineAt, place, scrolled, room } = props;
  const line = lineAt(cursor.line);
  const field = cursor.column === 0 ? null : (columns[cursor.column - 1]?.field ?? null);
  const issues = line?.issues.filter((issue) => issue.field === field) ?? [];
  const top = headHeightPx + cursor.line * lineHeightPx - scrolled.top;
  const isInSight = top >= headHeightPx - lineHeightPx / 2 && top < room.height;
  if (!line || issues.length === 0 || !isInSight) return null;
  const start = columns
    .slice(0, Math.max(0, cursor.column - 1))
    .reduce((sum, column) => sum + column.widthPx, cursor.column === 0 ? 0 : rowNumberPx);
  const left = Math.max(8, Math.min(start - scrolled.left, room.width - popoverWidthPx - 8));
  const isUnder = top + lineHeightPx + noteHeightPx < room.height || top - headHeightPx < noteHeightPx;
  const edge = isUnder ? { top: top + lineHeightPx + 5 } : { bottom: room.height - top + 5 };
  return (
    <div className="absolute z-30" style={{ left, width: popoverWidthPx, ...edge }}>
      <IssuePopover
        issues={issues}
        fileRow={line.fileRow}
        value={field === null ? null : (line.values[cursor.column - 1] ?? "")}
        place={place}
      />
    </div>
  );
}
