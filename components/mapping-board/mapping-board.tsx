"use client";
import { type ReactNode, type RefObject, useCallback, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Empty } from "@/components/ui/empty";
import type { Field } from "@/lib/api-contract/connections";
import type { ColumnFacts } from "@/lib/checks/column-facts";
import type { FileFacts } from "@/lib/csv/file-facts";
import { type Mapping, setConstant } from "@/lib/mapping/mapping";
import { type BoardDoors, BoardDoorsProvider, useDoors } from "./board-doors";
import { type BoardItem, BoardLines } from "./board-lines";
import { areaId, BoardLine } from "./board-row";
import { type BoardFilter, type BoardRow, boardRows, foundRows, shownRows } from "./board-rows";
import { BoardToolbar } from "./board-toolbar";
import { ChangeValues } from "./change-values";
import { MissingFields } from "./missing-fields";
import { targetOptions } from "./target-options";
import { UpdateChoice } from "./update-choice";

export interface MappingBoardProps {
  file: FileFacts;
  /** What each column shows; `null` while the file is still read. */
  facts: readonly ColumnFacts[] | null;
  fields: readonly Field[];
  mapping: Mapping;
  /** What the names of columns and fields suggest, whatever was chosen; `null`: not known. */
  suggested: Mapping | null;
  missing: readonly Field[];
  /** Where the records go, such as "Sage 200 UK". */
  place: string;
  /** Whether records there can be updated; `null`: not known. */
  canUpdate: boolean | null | "settled";
  /** What the last change did that a person should know, such as what moved. */
  said: string | null;
  /** The element that scrolls the board. */
  scroller: RefObject<HTMLElement | null>;
  onTarget: BoardDoors["onTarget"];
  onAddTarget: BoardDoors["onAddTarget"];
  onChange: BoardDoors["onChange"];
  tryEntry: BoardDoors["tryEntry"];
  /** A person met the last required field: where the focus goes on to. */
  onAllMet: () => void;
  onAuto: () => void;
  onClear: () => void;
  /** In the toolbar, before what is done to the whole mapping. */
  aside?: ReactNode;
}

/** One line per column of the file: what it is, where it goes, why; under it, what is done to its values on the way. */
export function MappingBoard(props: MappingBoardProps) {
  const { file, facts, fields, mapping, suggested, missing, place, said, onChange, onTarget, onAllMet } =
    props;
  const [filter, setFilter] = useState<BoardFilter>("all");
  const [search, setSearch] = useState("");
  const [open, toggle] = useOpenLines();
  const { columns, rows: fileRows } = file;
  const rows = useMemo(
    () => boardRows({ columns, facts, fields, mapping, suggested, rows: fileRows }),
    [columns, facts, fields, mapping, suggested, fileRows],
  );
  const shown = useMemo(
    () => withAreas(foundRows(shownRows(rows, filter), search), open),
    [rows, filter, search, open],
  );
  const showAll = () => {
    setFilter("all");
    setSearch("");
  };
  const options = useMemo(() => targetOptions(fields, mapping, columns), [fields, mapping, columns]);
  const { onAddTarget, tryEntry } = props;
  const doors = useMemo(
    (): BoardDoors => ({
      ...{ columns, facts, fields, mapping, rows: fileRows },
      ...{ onChange, onTarget, onAddTarget, tryEntry },
    }),
    [columns, facts, fields, mapping, fileRows, onChange, onTarget, onAddTarget, tryEntry],
  );
  const setValue = (field: string, value: string) => onChange((before) => setConstant(before, field, value));
  return (
    <BoardDoorsProvider value={doors}>
      <BoardToolbar
        {...{ rows, fields, mapping, filter }}
        onFilter={setFilter}
        search={search}
        onSearch={setSearch}
        onAuto={props.onAuto}
        onClear={props.onClear}
        aside={props.aside}
      />
      {/* Its place is kept when it says nothing: the lines below do not move under the pointer. */}
      <p role="status" className="mb-1 min-h-4.5 text-12 leading-4.5 text-ink-2">
        {said}
      </p>
      <MissingFields
        {...{ missing, mapping, place, onTarget, onAllMet }}
        onConstant={setValue}
        columns={columns}
      />
      <section
        aria-label="Columns"
        className="rounded-3 border border-line-strong bg-surface max-lg:overflow-x-auto"
      >
        <table className="w-full min-w-256 table-fixed border-separate border-spacing-0">
          <caption className="sr-only">Columns of the file and the fields they go to</caption>
          <Head place={place} />
          <BoardLines scroller={props.scroller} shown={shown}>
            {(line, measured) =>
              line.kind === "area" ? (
                <tr key={line.key} {...measured}>
                  <td colSpan={8} id={areaId(line.row.key)}>
                    <ChangeValues entry={line.entry} field={line.field} />
                  </td>
                </tr>
              ) : (
                <BoardLine
                  key={line.key}
                  row={line}
                  options={options}
                  isOpen={open.has(line.key)}
                  onToggle={toggle}
                />
              )
            }
          </BoardLines>
        </table>
        {shown.length === 0 ? (
          <Empty
            sentence={emptyWords(filter, search)}
            action={<Button onClick={showAll}>Show all columns</Button>}
          />
        ) : null}
      </section>
      <AddValue
        onAdd={(field) => {
          setValue(field, "");
          toggle(`field ${field}`);
        }}
      />
      <UpdateChoice {...{ place, fields, mapping, onChange }} canUpdate={props.canUpdate} />
    </BoardDoorsProvider>
  );
}

function emptyWords(filter: BoardFilter, search: string): string {
  if (search !== "") return "No column or field of that name is in this list.";
  return filter === "required" ? "No column goes to a required field." : "No column is in this list.";
}

function withAreas(rows: readonly BoardRow[], open: ReadonlySet<string>): BoardItem[] {
  return rows.flatMap((row): BoardItem[] => {
    const { entry, field } = row;
    if (!open.has(row.key) || entry === null || field === null) return [row];
    return [row, { kind: "area", key: `area ${row.key}`, row, entry, field }];
  });
}

function useOpenLines() {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((key: string) => {
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  }, []);
  return [open, toggle] as const;
}

/** A field may get one value for every row instead of a column. */
function AddValue({ onAdd }: { onAdd: (field: string) => void }) {
  const { fields, mapping, columns } = useDoors();
  const options = useMemo(
    () => targetOptions(fields, mapping, columns).filter(({ taken }) => !taken),
    [fields, mapping, columns],
  );
  if (options.length === 0) return null;
  return (
    <div className="mt-3 w-76">
      <Combobox
        label="A field with one value for every row"
        value={null}
        onChange={(path) => {
          if (path !== null) onAdd(path);
        }}
        options={options}
        placeholder="Choose a field…"
        searchPlaceholder="Search fields"
      />
    </div>
  );
}

const th =
  "sticky -top-4 z-10 wide:-top-5 h-8.5 border-b border-line-strong bg-surface px-3 text-left first:rounded-tl-3 last:rounded-tr-3 text-12 font-medium whitespace-nowrap text-ink-3 max-wide:px-2.25";

function Head({ place }: { place: string }) {
  return (
    <thead>
      <tr>
        <th scope="col" className={`${th} w-11 px-0!`}>
          <span className="sr-only">Change values</span>
        </th>
        <th scope="col" className={`${th} w-62 max-wide:w-54`}>
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
