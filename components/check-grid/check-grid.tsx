"use client";
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useRef, useState } from "react";
import { CellNote } from "./cell-note";
import type { GridColumn } from "./grid-columns";
import { type Cursor, moved } from "./grid-keys";
import { type ColumnsInSight, cellId, GridLine, type Line, lineHeightPx } from "./grid-line";
import { useSight } from "./use-sight";

export interface CheckGridProps {
  columns: readonly GridColumn[];
  /** Width of the column of row numbers. */
  rowNumberPx: number;
  /** How many lines there are; what they are is asked when they come into sight. */
  lines: number;
  lineAt: (line: number) => Line | undefined;
  /** Told which lines are in sight, first and last. */
  onSight: (from: number, to: number) => void;
  cursor: Cursor | null;
  onCursor: (cursor: Cursor) => void;
  /** "Error 5 of 11" for the current cell, when F8 comes there. */
  place: string | null;
}

/** Rows as they will be sent. Only what is in sight is drawn, so a file of any length scrolls. */
export function CheckGrid(props: CheckGridProps) {
  const { columns, lines, lineAt, onSight, cursor, onCursor } = props;
  const grid = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [closed, setClosed] = useState<Cursor | null>(null);
  const { vertical, sight, widthPx } = useSight(scroller, columns, lines, cursor, props.rowNumberPx);
  const inSight = vertical.getVirtualItems();
  const from = inSight[0]?.index ?? 0;
  const to = inSight.at(-1)?.index ?? -1;
  useEffect(() => onSight(from, to), [onSight, from, to]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && cursor) setClosed(cursor);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / lineHeightPx) - 3);
    const size = { lines, columns: columns.length + 1, page };
    const next = moved(cursor ?? { line: 0, column: 0 }, event, size);
    if (!next) return;
    event.preventDefault();
    onCursor(next);
  };
  const onClick = (event: MouseEvent) => {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-line]") : null;
    if (cell) onCursor({ line: Number(cell.dataset.line), column: Number(cell.dataset.column) });
  };
  const before = inSight[0]?.start ?? 0;
  const headPx = vertical.options.paddingStart;
  return (
    <div className="relative min-h-0 min-w-0">
      <div
        ref={scroller}
        className="absolute inset-0 overflow-auto bg-surface [overflow-anchor:none] [scrollbar-width:thin]"
      >
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: in the WAI-ARIA authoring practices a grid is a table
          role="grid"
          tabIndex={0}
          aria-label="Rows as they will be sent"
          aria-rowcount={lines + 1}
          aria-colcount={columns.length + 1}
          aria-activedescendant={cursor ? cellId(grid, cursor.line, cursor.column) : undefined}
          onKeyDown={onKeyDown}
          onClick={onClick}
          onFocus={() => {
            if (!cursor && lines > 0) onCursor({ line: 0, column: 0 });
          }}
          className="figures table-fixed border-separate border-spacing-0 text-12 outline-none"
          style={{ width: widthPx }}
        >
          <Widths sight={sight} rowNumberPx={props.rowNumberPx} />
          <Head sight={sight} />
          <tbody>
            <Gap height={before - headPx} />
            {inSight.map(({ index }) => (
              <GridLine
                key={index}
                grid={grid}
                position={index}
                line={lineAt(index)}
                sight={sight}
                current={cursor?.line === index ? cursor.column : null}
              />
            ))}
            <Gap height={vertical.getTotalSize() - (inSight.at(-1)?.end ?? headPx)} />
          </tbody>
        </table>
      </div>
      {cursor && cursor !== closed ? (
        <CellNote
          columns={columns}
          rowNumberPx={props.rowNumberPx}
          lineAt={lineAt}
          cursor={cursor}
          place={props.place}
          scrolled={{ left: scroller.current?.scrollLeft ?? 0, top: vertical.scrollOffset ?? 0 }}
          room={{
            width: scroller.current?.clientWidth ?? 0,
            height: scroller.current?.clientHeight ?? 0,
          }}
        />
      ) : null}
    </div>
  );
}

function Gap({ height }: { height: number }) {
  return height > 0 ? (
    <tr aria-hidden>
      <td style={{ height }} />
    </tr>
  ) : null;
}

function Widths({ sight, rowNumberPx }: { sight: ColumnsInSight; rowNumberPx: number }) {
  return (
    <colgroup>
      <col style={{ width: rowNumberPx }} />
      {sight.beforePx > 0 ? <col style={{ width: sight.beforePx }} /> : null}
      {sight.columns.map(({ column }) => (
        <col key={column.field} style={{ width: column.widthPx }} />
      ))}
      {sight.afterPx > 0 ? <col style={{ width: sight.afterPx }} /> : null}
    </colgroup>
  );
}

const head = "h-11.5 border-r border-b border-line border-b-line-strong px-2.5 font-regular";

function Head({ sight }: { sight: ColumnsInSight }) {
  return (
    <thead className="sticky top-0 z-20 bg-surface">
      <tr aria-rowindex={1}>
        <th
          scope="col"
          aria-colindex={1}
          className={`${head} sticky left-0 border-r-line-strong bg-sunken pr-2! text-right text-ink-3`}
        >
          row
        </th>
        {sight.beforePx > 0 ? <td /> : null}
        {sight.columns.map(({ index, column }) => (
          <th
            key={column.field}
            scope="col"
            aria-colindex={index + 2}
            title={`${column.name} (${column.field}), from ${column.from}`}
            className={`${head} ${column.figures ? "text-right" : "text-left"}`}
          >
            <span className="block truncate font-strong">{column.name}</span>
            <span className="block truncate text-11 text-ink-3">{column.from}</span>
          </th>
        ))}
        {sight.afterPx > 0 ? <td /> : null}
      </tr>
    </thead>
  );
}
