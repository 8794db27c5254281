"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { CircleAlert, CircleCheck, CircleDashed, Eraser, WandSparkles } from "lucide-react";
import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { FilterBar } from "@/components/ui/filter-bar";
import type { Field } from "@/lib/api-contract/connections";
import type { FileFacts } from "@/lib/csv/file-facts";
import type { Mapping } from "@/lib/mapping/mapping";
import { suggestMapping } from "@/lib/mapping/suggest-mapping";
import { number } from "@/lib/wording/counts";
import { BoardLine } from "./board-row";
import { type BoardFilter, type BoardRow, boardRows, requiredCount, shownRows } from "./board-rows";
import { MissingFields } from "./missing-fields";
import { targetOptions } from "./target-options";

export interface MappingBoardProps {
  file: FileFacts;
  fields: readonly Field[];
  mapping: Mapping;
  missing: readonly Field[];
  /** Where the records go, such as "Sage 200 UK". */
  place: string;
  /** What the last change did that a person should know, such as what moved. */
  said: string | null;
  /** The element that scrolls the board. */
  scroller: RefObject<HTMLElement | null>;
  onTarget: (column: number, field: string | null) => void;
  onConstant: (field: string, value: string | null) => void;
  /** A person met the last required field: where the focus goes on to. */
  onAllMet: () => void;
  onAuto: () => void;
  onClear: () => void;
}

/** One line per column of the file: what it is, where it goes, why. */
export function MappingBoard(props: MappingBoardProps) {
  const { file, fields, mapping, missing, place, said, onTarget, onConstant, onAllMet } = props;
  const [filter, setFilter] = useState<BoardFilter>("all");
  const suggested = useMemo(() => suggestMapping(file.columns, fields), [file.columns, fields]);
  const rows = useMemo(
    () => boardRows(file.columns, fields, mapping, suggested),
    [file.columns, fields, mapping, suggested],
  );
  const shown = useMemo(() => shownRows(rows, filter), [rows, filter]);
  const options = useMemo(
    () => targetOptions(fields, mapping, file.columns),
    [fields, mapping, file.columns],
  );
  return (
    <>
      <Toolbar {...props} rows={rows} filter={filter} onFilter={setFilter} />
      {/* Its place is kept when it says nothing: the lines below do not move under the pointer. */}
      <p role="status" className="mb-1 min-h-4.5 text-12 leading-4.5 text-ink-2">
        {said}
      </p>
      <MissingFields
        {...{ missing, mapping, place, onTarget, onConstant, onAllMet }}
        columns={file.columns}
      />
      <section
        aria-label="Columns"
        className="rounded-3 border border-line-strong bg-surface max-lg:overflow-x-auto"
      >
        <table className="w-full min-w-256 table-fixed border-separate border-spacing-0">
          <caption className="sr-only">Columns of the file and the fields they go to</caption>
          <Head place={place} />
          <Lines scroller={props.scroller} shown={shown}>
            {(row) => (
              <BoardLine
                key={row.key}
                row={row}
                rows={file.rows}
                options={options}
                onTarget={onTarget}
                onConstant={onConstant}
              />
            )}
          </Lines>
        </table>
        {shown.length === 0 ? (
          <Empty
            sentence={
              filter === "required" ? "No column goes to a required field." : "No column is in this list."
            }
            action={<Button onClick={() => setFilter("all")}>Show all columns</Button>}
          />
        ) : null}
      </section>
    </>
  );
}

function Toolbar(
  props: MappingBoardProps & {
    rows: readonly BoardRow[];
    filter: BoardFilter;
    onFilter: (filter: BoardFilter) => void;
  },
) {
  const { rows, fields, mapping, filter, onFilter, onAuto, onClear } = props;
  const columns = rows.filter((row) => row.kind === "column");
  const mapped = columns.filter((row) => row.entry !== null).length;
  const required = requiredCount(fields, mapping);
  const complete = required.fed === required.all;
  return (
    <div className="mb-1 flex flex-wrap items-center gap-x-4 gap-y-2">
      <FilterBar
        label="Which columns are shown"
        value={filter}
        onChange={onFilter}
        items={[
          { key: "all", label: "All columns", count: columns.length },
          { key: "mapped", label: "Mapped", count: mapped, icon: CircleCheck, tone: "done" },
          {
            key: "unmapped",
            label: "Not mapped",
            count: columns.length - mapped,
            icon: CircleDashed,
            tone: "idle",
          },
          {
            key: "required",
            label: `Required, ${number(required.fed)} of ${number(required.all)}`,
            icon: complete ? CircleCheck : CircleAlert,
            tone: complete ? "done" : "failed",
          },
        ]}
      />
      <div className="ml-auto flex gap-2">
        <Button icon={WandSparkles} onClick={onAuto}>
          Auto
        </Button>
        <Button icon={Eraser} onClick={onClear}>
          Clear
        </Button>
      </div>
    </div>
  );
}

const th =
  "sticky -top-4 z-10 wide:-top-5 h-8.5 border-b border-line-strong bg-surface px-3 text-left first:rounded-tl-3 last:rounded-tr-3 text-12 font-medium whitespace-nowrap text-ink-3 max-wide:px-2.25";

function Head({ place }: { place: string }) {
  return (
    <thead>
      <tr>
        <th scope="col" className={`${th} w-66 pl-4! max-wide:w-60`}>
          Column in the file
        </th>
        <th scope="col" className={`${th} w-33`}>
          Filled
        </th>
        <th scope="col" className={`${th} w-5.5 px-0!`}>
          <span className="sr-only">goes to</span>
        </th>
        <th scope="col" className={`${th} w-76 truncate max-wide:w-56`}>
          Field in {place}
        </th>
        <th scope="col" className={`${th} w-52 max-wide:w-44`}>
          Takes
        </th>
        <th scope="col" className={`${th} w-44`}>
          Why this one
        </th>
        <th scope="col" className={th}>
          What was found
        </th>
      </tr>
    </thead>
  );
}

/** From here on only the lines in sight are drawn; below, all are, and the browser's own search finds them. */
const drawAllUpTo = 60;
const lineHeight = 52;

function Lines(props: {
  shown: readonly BoardRow[];
  scroller: RefObject<HTMLElement | null>;
  children: (row: BoardRow) => React.ReactNode;
}) {
  const { shown, scroller, children } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [margin, setMargin] = useState(0);
  const many = shown.length > drawAllUpTo;
  const virtual = useVirtualizer({
    count: many ? shown.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 8,
    scrollMargin: margin,
  });
  // What stands above the lines in the page that scrolls: it changes when a required field is settled.
  useLayoutEffect(() => {
    const top = body.current?.getBoundingClientRect().top;
    const page = scroller.current;
    if (top === undefined || !page) return;
    setMargin(Math.round(top - page.getBoundingClientRect().top + page.scrollTop));
  });
  if (!many) return <tbody ref={body}>{shown.map(children)}</tbody>;
  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? virtual.options.scrollMargin) - virtual.options.scrollMargin;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? 0) - virtual.options.scrollMargin);
  return (
    <tbody ref={body}>
      <Gap height={before} />
      {items.map((item) => {
        const row = shown[item.index];
        return row ? children(row) : null;
      })}
      <Gap height={after} />
    </tbody>
  );
}

function Gap({ height }: { height: number }) {
  return height > 0 ? (
    <tr aria-hidden>
      <td colSpan={7} style={{ height }} />
    </tr>
  ) : null;
}
