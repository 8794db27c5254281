"use client";
import { ArrowRight, ChevronRight, X } from "lucide-react";
import { memo, type ReactNode, useMemo } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Combobox } from "@/components/ui/combobox";
import type { ComboboxOption } from "@/components/ui/combobox-option";
import { IconButton } from "@/components/ui/icon-button";
import type { Field } from "@/lib/api-contract/connections";
import type { Column } from "@/lib/csv/file-facts";
import { setConstant, setIgnored } from "@/lib/mapping/mapping";
import { placeholdersOf } from "@/lib/mapping/placeholders";
import { fieldName, fieldTakes } from "@/lib/wording/fields";
import { useDoors } from "./board-doors";
import type { BoardRow } from "./board-rows";
import { lineName } from "./change-values";
import { Filled } from "./filled";
import { Found } from "./found";
import { optionsWithOwn } from "./target-options";
import { Why } from "./why";

const cell =
  "h-(--row-map) border-b border-line px-3 align-middle group-last/row:border-b-0 max-wide:px-2.25";

/** Name over detail. */
function Two({ name, detail, raw }: { name: string; detail: ReactNode; raw?: boolean }) {
  return (
    <span className="block leading-4.25">
      <span className="block truncate font-medium" title={name}>
        {name}
      </span>
      <span className={`block truncate text-12 text-ink-3 ${raw ? "raw" : ""}`}>{detail}</span>
    </span>
  );
}

function Takes({ field }: { field: Field | null }) {
  if (!field) return <span className="text-12 text-ink-3">will not be sent</span>;
  return (
    <span className="block leading-4.25" title={field.description}>
      <span className="block truncate text-12 text-ink-2">{fieldTakes(field)}</span>
      {field.required === true ? <span className="block text-12 font-medium">required</span> : null}
    </span>
  );
}

function Arrow() {
  return (
    <td className={`${cell} w-5.5 px-0!`}>
      <ArrowRight className="size-3.5 text-ink-3" aria-hidden />
    </td>
  );
}

interface BoardLineProps {
  row: BoardRow;
  options: readonly ComboboxOption[];
  isOpen: boolean;
  onToggle: (key: string) => void;
}

/** One line of the board. Memoised: opening one leaves hundreds of others alone. */
export const BoardLine = memo(function BoardLine(props: BoardLineProps) {
  const { row } = props;
  return row.kind === "constant" ? (
    <ConstantLine {...props} row={row} />
  ) : (
    <ColumnLine {...props} row={row} />
  );
});

/** The id of the area a line opens. */
export const areaId = (key: string) => `changes ${key}`.replaceAll(/[^\w-]+/g, "-");

function Opener({ row, isOpen, onToggle }: Omit<BoardLineProps, "options">) {
  if (row.entry === null || row.field === null) return <td className={`${cell} pr-0!`} />;
  const label = row.kind === "constant" ? undefined : row.column.label;
  return (
    <td className={`${cell} pr-0! pl-2.5!`}>
      <button
        type="button"
        aria-label={`Change values of ${lineName(row.entry, row.field, label)}`}
        aria-expanded={isOpen}
        aria-controls={isOpen ? areaId(row.key) : undefined}
        onClick={() => onToggle(row.key)}
        className="grid size-(--control-sm) place-items-center rounded-2 text-ink-3 hover:bg-hover hover:text-ink"
      >
        <ChevronRight className={classNames("size-3.5", isOpen && "rotate-90")} aria-hidden />
      </button>
    </td>
  );
}

function ColumnLine(props: BoardLineProps & { row: Exclude<BoardRow, { kind: "constant" }> }) {
  const { row, options, isOpen } = props;
  const { rows, onTarget } = useDoors();
  const { column, entry, field, kind } = row;
  const own = useMemo(() => optionsWithOwn(options, entry?.field ?? null), [options, entry]);
  const isMain = kind === "column";
  return (
    <tr className={classNames("group/row", isOpen && "bg-sunken *:border-transparent")}>
      <Opener {...props} />
      <th scope="row" className={`${cell} text-left font-regular`}>
        {isMain ? (
          <Two
            name={column.label}
            detail={column.samples.length > 0 ? column.samples.join(" · ") : "no values"}
          />
        ) : (
          <span className="block truncate pl-3 text-12 text-ink-2">{column.label}, also</span>
        )}
      </th>
      <td className={cell}>{isMain ? <Filled filled={column.filled} rows={rows} /> : null}</td>
      <Arrow />
      <td className={cell}>
        <Combobox
          label={isMain ? `Field for ${column.label}` : `Further field for ${column.label}`}
          hideLabel
          value={entry?.field ?? null}
          onChange={(path) => onTarget(column.index, path, entry?.field)}
          options={own}
          placeholder="Not mapped"
          clearLabel="Not mapped"
          searchPlaceholder="Search fields"
        />
      </td>
      <td className={cell}>
        {isMain && row.partOf ? (
          <span className="block truncate text-12 text-ink-2">part of {fieldName(row.partOf)}</span>
        ) : (
          <Takes field={field} />
        )}
      </td>
      <td className={cell}>
        <Why reason={entry?.reason ?? null} hasSuggestion={isMain && row.hasSuggestion} />
      </td>
      <td className={cell}>
        {isMain && entry === null && row.partOf === null ? (
          <Ignore column={column} isIgnored={row.isIgnored} />
        ) : (
          <Found found={row.found} onOpen={() => props.onToggle(row.key)} />
        )}
      </td>
    </tr>
  );
}

/** A column that is not meant to be sent is said to be so, and is not asked about again. */
function Ignore({ column, isIgnored }: { column: Column; isIgnored: boolean }) {
  const { onChange } = useDoors();
  return (
    <Button
      size="sm"
      variant="quiet"
      aria-label={isIgnored ? `Do not ignore ${column.label}` : `Ignore ${column.label}`}
      onClick={() => onChange((mapping) => setIgnored(mapping, column.index, !isIgnored))}
    >
      {isIgnored ? "Ignored. Take back" : "Ignore"}
    </Button>
  );
}

function ConstantLine(props: BoardLineProps & { row: Extract<BoardRow, { kind: "constant" }> }) {
  const { row, isOpen } = props;
  const { onChange } = useDoors();
  const name = fieldName(row.field);
  return (
    <tr className={classNames("group/row", isOpen && "bg-sunken *:border-transparent")}>
      <Opener {...props} />
      <th scope="row" className={`${cell} text-left font-regular`}>
        <Two name={row.value} detail={detailOf(row.value)} />
      </th>
      <td className={`${cell} text-12 text-ink-2`}>not from the file</td>
      <Arrow />
      <td className={cell}>
        <span className="flex items-center gap-1">
          <span className="min-w-0 flex-1">
            <Two name={name} detail={row.field.path} raw />
          </span>
          <IconButton
            name={`Take the value for ${name} away`}
            icon={X}
            size="sm"
            onClick={() => onChange((mapping) => setConstant(mapping, row.field.path, null))}
          />
        </span>
      </td>
      <td className={cell}>
        <Takes field={row.field} />
      </td>
      <td className={cell}>
        <Why reason={row.entry.reason} hasSuggestion={false} />
      </td>
      <td className={cell} />
    </tr>
  );
}

const detailOf = (value: string) =>
  placeholdersOf(value).size > 0 ? "placeholders filled in" : "the same in every row";
