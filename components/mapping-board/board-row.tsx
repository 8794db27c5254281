"use client";
import { ArrowRight, X } from "lucide-react";
import { memo, type ReactNode, useMemo } from "react";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { IconButton } from "@/components/ui/icon-button";
import type { Field } from "@/lib/api-contract/connections";
import { fieldName, fieldTakes } from "@/lib/wording/fields";
import type { BoardRow } from "./board-rows";
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
  /** Data rows of the file. */
  rows: number;
  options: readonly ComboboxOption[];
  onTarget: (column: number, field: string | null) => void;
  onConstant: (field: string, value: string | null) => void;
}

/** One line of the board. Memoised: choosing for one column leaves hundreds of others alone. */
export const BoardLine = memo(function BoardLine(props: BoardLineProps) {
  return props.row.kind === "column" ? (
    <ColumnLine {...props} row={props.row} />
  ) : (
    <ConstantLine row={props.row} onConstant={props.onConstant} />
  );
});

function ColumnLine(props: BoardLineProps & { row: Extract<BoardRow, { kind: "column" }> }) {
  const { row, rows, options, onTarget } = props;
  const { column, entry, field } = row;
  const own = useMemo(() => optionsWithOwn(options, entry?.field ?? null), [options, entry]);
  return (
    <tr className="group/row">
      <th scope="row" className={`${cell} pl-4! text-left font-regular`}>
        <Two
          name={column.label}
          detail={column.samples.length > 0 ? column.samples.join(" · ") : "no values"}
        />
      </th>
      <td className={cell}>
        <Filled filled={column.filled} rows={rows} />
      </td>
      <Arrow />
      <td className={cell}>
        <Combobox
          label={`Field for ${column.label}`}
          hideLabel
          value={entry?.field ?? null}
          onChange={(path) => onTarget(column.index, path)}
          options={own}
          placeholder="Not mapped"
          clearLabel="Not mapped"
          searchPlaceholder="Search fields"
        />
      </td>
      <td className={cell}>
        <Takes field={field} />
      </td>
      <td className={cell}>
        <Why reason={entry?.reason ?? null} hasSuggestion={row.hasSuggestion} />
      </td>
      <td className={cell}>
        <Found column={column} field={field} rows={rows} />
      </td>
    </tr>
  );
}

function ConstantLine({
  row,
  onConstant,
}: {
  row: Extract<BoardRow, { kind: "constant" }>;
  onConstant: (field: string, value: string | null) => void;
}) {
  const name = fieldName(row.field);
  return (
    <tr className="group/row">
      <th scope="row" className={`${cell} pl-4! text-left font-regular`}>
        <Two name={row.value} detail="the same in every row" />
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
            onClick={() => onConstant(row.field.path, null)}
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
