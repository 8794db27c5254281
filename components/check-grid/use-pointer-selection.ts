"use client";
import { type MouseEvent, useRef } from "react";
import type { Cursor } from "./grid-keys";

/** A press makes a cell the current one, drawing or Shift selects up to another, two presses edit. */
export function usePointerSelection(
  goTo: (cursor: Cursor, extends_: boolean) => void,
  onEdit: (cursor: Cursor) => void,
) {
  const last = useRef<Cursor | null>(null);
  return {
    onMouseDown(event: MouseEvent) {
      const cell = event.button === 0 ? cellUnder(event) : null;
      last.current = cell;
      if (cell) goTo(cell, event.shiftKey);
    },
    onMouseOver(event: MouseEvent) {
      const before = last.current;
      const cell = event.buttons === 1 && before !== null ? cellUnder(event) : null;
      if (!cell || (cell.line === before?.line && cell.column === before.column)) return;
      last.current = cell;
      goTo(cell, true);
    },
    onMouseUp() {
      last.current = null;
    },
    onDoubleClick(event: MouseEvent) {
      const cell = cellUnder(event);
      if (cell) onEdit(cell);
    },
  };
}

function cellUnder({ target }: MouseEvent): Cursor | null {
  if (!(target instanceof Element) || target.closest("input, textarea")) return null;
  const cell = target.closest<HTMLElement>("[data-line]");
  return cell ? { line: Number(cell.dataset.line), column: Number(cell.dataset.column) } : null;
}
