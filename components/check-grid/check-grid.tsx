"use client";
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
} from "react";
import type { GridRow } from "@/lib/csv-worker/protocol";
import type { GridColumn } from "./grid-columns";
import { type Cursor, commandOf, type GridCommand, moved } from "./grid-keys";
import { type ColumnsInSight, cellId, GridLine } from "./grid-line";
import { linesIn, rangeOf, type Selection } from "./selection";
import { useCellEditing } from "./use-cell-editing";
import { useColumnsInSight } from "./use-columns-in-sight";
import { useLongScroll } from "./use-long-scroll";
import { usePointerSelection } from "./use-pointer-selection";

export interface GridHandle {
  focus: () => void;
  /** Edits a cell that is in sight. */
  edit: (cursor: Cursor) => void;
}

/** Where the note beside the current cell has its place, in pixels of the grid. */
export interface NotePlace {
  leftPx: number;
  topPx: number;
  roomPx: { width: number; height: number };
}

export interface CheckGridProps {
  ref?: Ref<GridHandle> | undefined;
  columns: readonly GridColumn[];
  /** Width of the column of row numbers. */
  rowNumberPx: number;
  /** How many lines there are; what they are is asked when they come into sight. */
  lines: number;
  rowAt: (line: number) => GridRow | undefined;
  /** Told which lines are in sight, first and last. */
  onSight: (from: number, to: number) => void;
  selection: Selection | null;
  onSelection: (selection: Selection) => void;
  /** The focus came. */
  onEnter: () => void;
  /** What a key asks for, and is not done by the grid itself. `true`: it was done. */
  onCommand: (command: GridCommand, row: GridRow | undefined) => boolean;
  onValue: (row: GridRow, column: GridColumn, value: string) => void;
  /** A cell cannot be edited, and why. */
  onClosed: (why: string) => void;
  onPaste: (text: string) => void;
  /** What is copied of the selection; `null`: not all of it is there. */
  onCopy: () => string | null;
  /** What stands beside the current cell. */
  note: (place: NotePlace) => ReactNode;
}

/** Rows as they will be sent, to be looked at and put right. Only what is in sight is drawn, so a file of any length scrolls. */
export function CheckGrid(props: CheckGridProps) {
  const { columns, lines, rowAt, onSight, selection, onSelection } = props;
  const grid = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const long = useLongScroll(scroller, lines);
  const { sight, widthPx, leftOf, showColumn } = useColumnsInSight(scroller, columns, props.rowNumberPx);
  const { from, to, showLine, hasRoom } = long;
  useEffect(() => onSight(from, to), [onSight, from, to]);
  const cursor = selection?.cursor ?? null;
  useEffect(() => {
    if (!cursor || !hasRoom) return;
    showLine(cursor.line);
    showColumn(cursor.column);
  }, [cursor, hasRoom, showLine, showColumn]);

  const goTo = (next: Cursor, extends_: boolean) =>
    onSelection({ cursor: next, anchor: extends_ ? (selection?.anchor ?? cursor) : null, all: false });
  const editing = useCellEditing({ ...props, table, cursor, onMoved: (next) => goTo(next, false) });
  useImperativeHandle(props.ref, () => ({
    focus: () => table.current?.focus({ preventScroll: true }),
    edit: (at) => editing.begin(at),
  }));
  const onPointer = usePointerSelection(goTo, (at) => editing.begin(at));
  const onKeyDown = (event: KeyboardEvent) => {
    const at = cursor ?? { line: 0, column: 0 };
    const size = { lines, columns: columns.length + 1, page: long.page };
    const next = moved(at, event, size);
    if (next) goTo(next, event.shiftKey);
    else if (!editing.onKey(commandOf(event))) return;
    event.preventDefault();
  };
  const range = selection && lines > 0 ? rangeOf(selection, lines, columns.length) : null;
  const isMany = range !== null && (linesIn(range) > 1 || range.fromColumn !== range.toColumn);
  const drawn = Array.from({ length: Math.max(0, to - from + 1) }, (_, offset) => from + offset);
  const noteTop = cursor ? long.topOf(cursor.line) : -1;
  const box = scroller.current;
  return (
    <div className="relative min-h-0 min-w-0">
      <div
        ref={scroller}
        className="absolute inset-0 overflow-auto bg-surface [overflow-anchor:none] [scrollbar-width:thin]"
      >
        <table
          ref={table}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: in the WAI-ARIA authoring practices a grid is a table
          role="grid"
          tabIndex={0}
          aria-label="Rows as they will be sent"
          aria-rowcount={lines + 1}
          aria-colcount={columns.length + 1}
          aria-multiselectable
          aria-activedescendant={cursor ? cellId(grid, cursor.line, cursor.column) : undefined}
          onKeyDown={onKeyDown}
          {...onPointer}
          onPaste={(event) => {
            if (editing.now !== null) return;
            event.preventDefault();
            props.onPaste(event.clipboardData.getData("text/plain"));
          }}
          onCopy={(event) => {
            const text = editing.now === null ? props.onCopy() : null;
            if (text === null) return;
            event.preventDefault();
            event.clipboardData.setData("text/plain", text);
          }}
          onFocus={props.onEnter}
          className="figures table-fixed border-separate border-spacing-0 text-12 outline-none"
          style={{ width: widthPx }}
        >
          <Widths sight={sight} rowNumberPx={props.rowNumberPx} />
          <Head sight={sight} />
          <tbody>
            <Gap height={long.beforePx} />
            {drawn.map((line) => {
              const isIn = isMany && line >= range.fromLine && line <= range.toLine;
              return (
                <GridLine
                  key={line}
                  grid={grid}
                  position={line}
                  row={rowAt(line)}
                  sight={sight}
                  current={cursor?.line === line ? cursor.column : null}
                  selectedFrom={isIn ? range.fromColumn : -1}
                  selectedTo={isIn ? range.toColumn : -1}
                  editor={cursor?.line === line ? editing.editor : null}
                />
              );
            })}
            <Gap height={long.afterPx} />
          </tbody>
        </table>
      </div>
      {cursor && box && editing.now === null
        ? props.note({
            leftPx: leftOf(cursor.column),
            topPx: noteTop,
            roomPx: { width: box.clientWidth, height: box.clientHeight },
          })
        : null}
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
        <col key={column.key} style={{ width: column.widthPx }} />
      ))}
      {sight.afterPx > 0 ? <col style={{ width: sight.afterPx }} /> : null}
    </colgroup>
  );
}

const head = "h-[46px] border-r border-b border-line border-b-line-strong px-2.5 font-regular";

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
            key={column.key}
            scope="col"
            aria-colindex={index + 2}
            title={
              column.field === null
                ? `${column.name}, not sent`
                : `${column.name} (${column.field}), from ${column.from}`
            }
            className={`${head} ${column.figures ? "text-right" : "text-left"}`}
          >
            <span
              className={`block truncate ${column.field === null ? "font-medium text-ink-3" : "font-strong"}`}
            >
              {column.name}
            </span>
            <span className="block truncate text-11 text-ink-3">{column.from}</span>
          </th>
        ))}
        {sight.afterPx > 0 ? <td /> : null}
      </tr>
    </thead>
  );
}
