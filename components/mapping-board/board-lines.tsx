import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, type RefObject, useDeferredValue, useEffect, useRef, useState } from "react";
import { observeRoom } from "@/components/ui/observe-room";
import { RowsGap } from "@/components/ui/table";
import type { Field } from "@/lib/api-contract/connections";
import type { MappingEntry } from "@/lib/mapping/mapping";
import type { BoardRow } from "./board-rows";

/** A line, or the area that is open under one. */
export type BoardItem =
  | BoardRow
  | { kind: "area"; key: string; row: BoardRow; entry: MappingEntry; field: Field };

/** From here on only the lines in sight are drawn; below, all are, and the browser's own search finds them. */
const drawAllUpTo = 60;
const lineHeight = 52;
/** As many as fit on a large screen; the rest is drawn bit by bit, when these are there. */
const drawAtOnce = 24;

/** What is likely seen of the lines, in pixels. */
const likelyHeight = 640;

/** What an area takes until it is measured. */
const areaHeight = 320;

/** What the list of lines asks of an element whose height it measures. */
interface Measured {
  ref?: (element: HTMLTableRowElement | null) => void;
  "data-index"?: number;
}

/** The lines in sight. */
export function BoardLines(props: {
  shown: readonly BoardItem[];
  scroller: RefObject<HTMLElement | null>;
  children: (line: BoardItem, measured: Measured) => ReactNode;
}) {
  const { shown, scroller, children } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [margin, setMargin] = useState(0);
  const many = shown.length > drawAllUpTo;
  const virtual = useVirtualizer({
    count: many ? shown.length : 0,
    getScrollElement: () => (many ? scroller.current : null),
    estimateSize: (index) => (shown[index]?.kind === "area" ? areaHeight : lineHeight),
    getItemKey: (index) => shown[index]?.key ?? index,
    overscan: 4,
    scrollMargin: margin,
    // The first lines are drawn with the board, bit by bit, before it is known how many fit.
    initialRect: { width: 0, height: likelyHeight },
    observeElementRect: observeRoom,
  });
  // What stands above the lines in the page that scrolls: it changes when a required field is settled. Where all lines are
  // drawn nobody asks, here or above, and the page is not laid out before its time; nor is it where it is asked for later.
  useEffect(() => {
    if (!many) return;
    const top = body.current?.getBoundingClientRect().top;
    const page = scroller.current;
    if (top === undefined || !page) return;
    setMargin(Math.round(top - page.getBoundingClientRect().top + page.scrollTop));
  });
  const upTo = useDeferredValue(drawAllUpTo, drawAtOnce);
  if (!many) return <tbody ref={body}>{shown.slice(0, upTo).map((line) => children(line, {}))}</tbody>;
  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? virtual.options.scrollMargin) - virtual.options.scrollMargin;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? 0) - virtual.options.scrollMargin);
  return (
    <tbody ref={body}>
      <RowsGap height={before} columns={8} />
      {items.map(({ index }) => {
        const line = shown[index];
        return line ? children(line, { ref: virtual.measureElement, "data-index": index }) : null;
      })}
      <RowsGap height={after} columns={8} />
    </tbody>
  );
}
