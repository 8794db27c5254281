"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useMemo, useRef, useState } from "react";
import { observeRoom } from "@/components/ui/observe-room";
import { Panel } from "@/components/ui/panel";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { FileFacts, FileRow } from "@/lib/csv/file-facts";
import { count, number } from "@/lib/wording/counts";

const shownRows = 12;
const shownCharacters = 200;
/** Pixels. */
const rowNumberWidth = 58;
const narrowest = 64;
const widest = 240;
/** Drawn at once, before it is known how much room there is. */
const likelyWidth = 1_200;

/** The first rows exactly as they were read: a wrong separator or encoding is seen at once. Memoised, as the receipt is. */
export const FirstRows = memo(function FirstRows({ facts }: { facts: FileFacts }) {
  const { columns } = facts;
  const rows = facts.preview.slice(0, shownRows);
  const scroller = useRef<HTMLElement>(null);
  const [room, setRoom] = useState(0);
  const widths = useMemo(() => columnWidths(facts), [facts]);
  const sight = useVirtualizer({
    count: columns.length,
    horizontal: true,
    getScrollElement: () => scroller.current,
    estimateSize: (column) => widths[column] ?? narrowest,
    scrollPaddingStart: rowNumberWidth,
    initialRect: { width: likelyWidth, height: 0 },
    observeElementRect: (virtual, tell) =>
      observeRoom(virtual, (size) => {
        tell(size);
        setRoom(size.width);
      }),
    // It is scrolled by hand alone; to be scrolled to where it is, the page would be laid out at once.
    scrollToFn: () => {},
    overscan: 4,
  });
  const measured = useRef(widths);
  useEffect(() => {
    if (measured.current === widths) return;
    // Other columns have other widths.
    measured.current = widths;
    sight.measure();
  }, [sight, widths]);
  const beyond = columnsBeyond(room, widths);
  const shown = sight.getVirtualItems();
  const before = shown[0]?.start ?? 0;
  const behind = sight.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <Panel
      title="First rows, as read"
      aside={
        beyond > 0
          ? `${count(columns.length, "column")}, scroll sideways for ${number(beyond)} more`
          : count(columns.length, "column")
      }
    >
      <ScrollRegion ref={scroller} label="First rows" className="overflow-x-auto">
        <table
          aria-colcount={columns.length + 1}
          className="table-fixed border-separate border-spacing-0 text-12"
          style={{ width: rowNumberWidth + sight.getTotalSize() }}
        >
          <thead>
            <tr>
              <th scope="col" className={`${rowNumber} h-8 border-line-strong`}>
                row
              </th>
              <Space width={before} />
              {shown.map(({ index, size }) => (
                <th
                  key={index}
                  scope="col"
                  aria-colindex={index + 2}
                  style={{ width: size }}
                  title={columns[index]?.label}
                  className="h-8 truncate border-r border-b border-line border-b-line-strong px-2.5 text-left font-strong"
                >
                  {columns[index]?.label}
                </th>
              ))}
              <Space width={behind} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <PreviewRow key={row.fileRow} row={row} columns={shown} before={before} behind={behind} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {rows.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">There are no rows under the column names.</p>
      ) : null}
    </Panel>
  );
});

function PreviewRow(props: {
  row: FileRow;
  columns: readonly { index: number }[];
  before: number;
  behind: number;
}) {
  const { row, columns, before, behind } = props;
  return (
    <tr className="group/row">
      <th scope="row" className={`${rowNumber} h-(--row-grid) font-regular`}>
        {number(row.fileRow)}
      </th>
      <Space width={before} />
      {columns.map(({ index }) => (
        <td
          key={index}
          aria-colindex={index + 2}
          className="figures h-(--row-grid) truncate border-r border-b border-line px-2.5 whitespace-pre group-last/row:border-b-0"
        >
          {(row.cells[index] ?? "").slice(0, shownCharacters)}
        </td>
      ))}
      <Space width={behind} />
    </tr>
  );
}

/** Stands for the columns that are out of sight. */
function Space({ width }: { width: number }) {
  return width > 0 ? <td aria-hidden style={{ width }} /> : null;
}

/** Room for the name and the values shown, within reason; what is longer ends in an ellipsis. */
function columnWidths({ columns, preview }: FileFacts): number[] {
  const rows = preview.slice(0, shownRows);
  return columns.map(({ index, label }) => {
    const longest = Math.max(label.length * 1.05, ...rows.map(({ cells }) => cells[index]?.length ?? 0));
    return Math.round(Math.min(widest, Math.max(narrowest, 24 + longest * 6.9)));
  });
}

/** How many columns do not fit beside the first ones. @param room pixels; 0 while nothing is laid out */
function columnsBeyond(room: number, widths: readonly number[]): number {
  if (room === 0) return 0;
  let end = rowNumberWidth;
  const fitting = widths.findIndex((width) => {
    end += width;
    return end > room + 1;
  });
  return fitting === -1 ? 0 : widths.length - fitting;
}

const rowNumber =
  "figures sticky left-0 z-1 w-14.5 border-r border-b border-line border-r-line-strong bg-sunken px-2.5 text-right text-ink-3";
