"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useMemo } from "react";
import type { GridColumn } from "./grid-columns";
import { type Cursor, scrolledTo } from "./grid-keys";
import { type ColumnsInSight, lineHeightPx } from "./grid-line";

export const headHeightPx = 46;

/** Which lines and columns are in sight; the grid scrolls to the current cell when it changes. */
export function useSight(
  scroller: RefObject<HTMLDivElement | null>,
  columns: readonly GridColumn[],
  lines: number,
  cursor: Cursor | null,
  rowNumberPx: number,
) {
  const vertical = useVirtualizer({
    count: lines,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeightPx,
    paddingStart: headHeightPx,
    scrollPaddingStart: headHeightPx,
    overscan: 6,
  });
  const horizontal = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => columns[index]?.widthPx ?? 0,
    paddingStart: rowNumberPx,
    scrollPaddingStart: rowNumberPx,
    overscan: 3,
  });
  const widthPx = horizontal.getTotalSize();
  const columnItems = horizontal.getVirtualItems();
  const first = columnItems[0];
  const last = columnItems.at(-1);
  const from = first?.index ?? 0;
  const to = last?.index ?? -1;
  const beforePx = (first?.start ?? rowNumberPx) - rowNumberPx;
  const afterPx = widthPx - (last?.end ?? widthPx);
  const sight = useMemo(
    (): ColumnsInSight => ({
      columns: columns.slice(from, to + 1).map((column, offset) => ({ index: from + offset, column })),
      beforePx,
      afterPx,
    }),
    [columns, from, to, beforePx, afterPx],
  );
  const columnStarts = horizontal.measurementsCache;
  useEffect(() => {
    const box = scroller.current;
    if (!box || !cursor) return;
    const top = cursor.line * lineHeightPx;
    const next = scrolledTo(box.scrollTop, box.clientHeight - headHeightPx, top, top + lineHeightPx);
    if (next !== box.scrollTop) box.scrollTop = next;
    const at = columnStarts[cursor.column - 1];
    if (!at) return;
    const left = at.start - rowNumberPx;
    const along = scrolledTo(box.scrollLeft, box.clientWidth - rowNumberPx, left, left + at.size);
    if (along !== box.scrollLeft) box.scrollLeft = along;
  }, [scroller, cursor, columnStarts, rowNumberPx]);
  return { vertical, sight, widthPx };
}
