"use client";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { GridRow } from "@/lib/csv-worker/protocol";
import { CellEditor, type Next } from "./cell-editor";
import type { GridColumn } from "./grid-columns";
import type { Cursor, GridCommand } from "./grid-keys";

interface EditingParts {
  columns: readonly GridColumn[];
  lines: number;
  rowAt: (line: number) => GridRow | undefined;
  cursor: Cursor | null;
  table: RefObject<HTMLTableElement | null>;
  onMoved: (cursor: Cursor) => void;
  onCommand: (command: GridCommand, row: GridRow | undefined) => boolean;
  onValue: (row: GridRow, column: GridColumn, value: string) => void;
  onClosed: (why: string) => void;
}

interface Editing {
  row: GridRow;
  column: GridColumn;
  cursor: Cursor;
}

/** The cell that is edited in the grid, and how that begins and ends. */
export function useCellEditing(parts: EditingParts) {
  const { columns, lines, rowAt, cursor, table } = parts;
  const [now, setNow] = useState<Editing | null>(null);
  /** What was typed so far, also while the cell is out of sight. */
  const text = useRef("");
  // Another cell is the current one: what was typed has been taken by then.
  useEffect(() => {
    if (now !== null && (now.cursor.line !== cursor?.line || now.cursor.column !== cursor.column))
      setNow(null);
  }, [now, cursor]);

  const begin = (at: Cursor, typed: string | null = null): void => {
    const row = rowAt(at.line);
    const column = columns[at.column - 1];
    if (row === undefined || column === undefined) return;
    if (column.column === null) {
      parts.onClosed(`${column.name} is ${column.closed ?? "not to be edited"}.`);
      return;
    }
    if (column.column >= row.cells.length) {
      parts.onClosed("The row has no cell here.");
      return;
    }
    text.current = typed ?? row.cells[column.column] ?? "";
    setNow({ row, column, cursor: at });
  };
  const end = (next: Next | "cancel"): void => {
    if (now === null) return;
    const { row, column, cursor: at } = now;
    setNow(null);
    if (document.activeElement === document.body || table.current?.contains(document.activeElement))
      table.current?.focus({ preventScroll: true });
    if (next === "cancel") return;
    if (column.column !== null && text.current !== row.cells[column.column])
      parts.onValue(row, column, text.current);
    const to = beside(at, next, lines, columns.length);
    if (to !== at) parts.onMoved(to);
  };
  return {
    now,
    begin,
    /** Whether the key was taken. */
    onKey(command: GridCommand | null): boolean {
      if (command === null || cursor === null) return false;
      if (command.kind === "type" || command.kind === "edit") {
        // In the column of row numbers there is nothing to type.
        if (cursor.column === 0) return false;
        begin(cursor, command.kind === "type" ? command.text : null);
        return true;
      }
      if (parts.onCommand(command, rowAt(cursor.line))) return true;
      if (command.kind !== "fix_or_edit" || cursor.column === 0) return false;
      begin(cursor);
      return true;
    },
    editor:
      now === null ? null : (
        <CellEditor
          column={now.column}
          fileRow={now.row.fileRow}
          text={text.current}
          onText={(typed) => {
            text.current = typed;
          }}
          onDone={end}
          onCancel={() => end("cancel")}
        />
      ),
  };
}

function beside(at: Cursor, next: Next, lines: number, columns: number): Cursor {
  switch (next) {
    case "down":
      return at.line < lines - 1 ? { ...at, line: at.line + 1 } : at;
    case "up":
      return at.line > 0 ? { ...at, line: at.line - 1 } : at;
    case "right":
      return at.column < columns ? { ...at, column: at.column + 1 } : at;
    case "left":
      return at.column > 1 ? { ...at, column: at.column - 1 } : at;
    case "stay":
      return at;
  }
}
