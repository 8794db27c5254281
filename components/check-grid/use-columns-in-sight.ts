"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useMemo } from "react";
import { observeRoom } from "../ui/observe-room";
import type { GridColumn } from "./grid-columns";
import { scrolledTo } from "./grid-keys";
import type { ColumnsInSight } from "./grid-line";

/** Which columns are in sight, of as many as a file has. */
export function useColumnsInSight(
  scroller: RefObject<HTMLDivElement | null>,
  columns: readonly GridColumn[],
  rowNumberPx: number,
) {
  const horizontal = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => columns[index]?.widthPx ?? 0,
    paddingStart: rowNumberPx,
    scrollPaddingStart: rowNumberPx,
    overscan: 3,
    observeElementRect: observeRoom,
  });
  const widthPx = horizontal.getTotalSize();
  const items = horizontal.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
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
  const starts = useMemo(() => {
    let at = rowNumberPx;
    return columns.map(({ widthPx }) => {
      const start = at;
      at += widthPx;
      return start;
    });
  }, [columns, rowNumberPx]);
  /** Where a column stands from the left of what scrolls; 0 is the row number. */
  const leftOf = useCallback(
    (column: number) => (column === 0 ? 0 : (starts[column - 1] ?? 0) - (scroller.current?.scrollLeft ?? 0)),
    [starts, scroller],
  );
  const showColumn = useCallback(
    (column: number) => {
      const box = scroller.current;
      const width = columns[column - 1]?.widthPx;
      if (!box || width === undefined) return;
      const start = (starts[column - 1] ?? 0) - rowNumberPx;
      const next = scrolledTo(box.scrollLeft, box.clientWidth - rowNumberPx, start, start + width);
      if (next !== box.scrollLeft) box.scrollLeft = next;
    },
    [scroller, columns, starts, rowNumberPx],
  );
  return { sight, widthPx, leftOf, showColumn };
}
