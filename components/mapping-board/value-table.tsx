import { ArrowRight } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Select } from "@/components/ui/select";
import { StateWord } from "@/components/ui/state-word";
import { TextField } from "@/components/ui/text-field";
import type { DistinctValue } from "@/lib/mapping/distinct-sent";
import type { AllowedValue } from "@/lib/mapping/guess-values";
import type { ValueFate, ValueMap } from "@/lib/mapping/value-map";
import { count, number } from "@/lib/wording/counts";
import { fateKey, fateOf, type ValueRow, valueRows, withFate } from "./value-rows";

const shownFirst = 25;

const reasons = {
  same: "the same",
  same_name: "same name",
  yes_no: "yes or no",
  similar: "similar, look at it",
} as const;

interface ValueTableProps {
  name: string;
  values: readonly DistinctValue[];
  map: ValueMap;
  /** Values the field takes; `null`: any. */
  allowed: readonly AllowedValue[] | null;
  onChange: (map: ValueMap) => void;
}

/** Each different value, with what is sent for it. Those nobody has decided stand on top. */
export function ValueTable({ name, values, map, allowed, onChange }: ValueTableProps) {
  const rows = useMemo(() => valueRows(values, map, allowed), [values, map, allowed]);
  const order = useFirstOrder(rows);
  const [isWhole, setWhole] = useState(false);
  const byText = new Map(rows.map((row) => [row.text, row]));
  const sorted = order.flatMap((text) => byText.get(text) ?? []);
  const shown = isWhole ? sorted : sorted.slice(0, shownFirst);
  const open = rows.filter(({ fate }) => fate === null).length;
  return (
    <div>
      <p className="mb-1.5 text-12 text-ink-2" role="status">
        {count(rows.length, "different value")}
        {open > 0 ? `, ${number(open)} not decided.` : ", all decided."}
      </p>
      <table className="w-full table-fixed border-separate border-spacing-0">
        <caption className="sr-only">What is sent for each value of {name}</caption>
        <colgroup>
          <col />
          <col className="w-24" />
          <col className="w-8" />
          <col className="w-72" />
          <col className="w-40" />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">Value in the file</th>
            <th scope="col">Rows</th>
            <th scope="col">Sent</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <ValueLine
              key={row.text}
              row={row}
              allowed={allowed}
              onFate={(fate) => onChange(withFate(map, row.text, fate))}
            />
          ))}
        </tbody>
      </table>
      <div className="mt-2 flex flex-wrap items-end gap-3">
        {sorted.length > shown.length ? (
          <Button size="sm" onClick={() => setWhole(true)}>
            Show all {number(sorted.length)} values
          </Button>
        ) : null}
        <div className="w-56">
          <Select
            label="Values that are not in the list"
            value={map.others}
            onChange={(others) => {
              if (others === "as_is" || others === "blank" || others === "stop") onChange({ ...map, others });
            }}
            options={[
              { value: "stop", label: "hold the row back" },
              { value: "as_is", label: "use as they are" },
              { value: "blank", label: "leave blank" },
            ]}
          />
        </div>
      </div>
    </div>
  );
}

/** Undecided ones first, as they were when the list was opened: lines do not jump away under the hand. */
function useFirstOrder(rows: readonly ValueRow[]): string[] {
  const [first] = useState(() =>
    rows.toSorted((a, b) => Number(a.fate !== null) - Number(b.fate !== null)).map(({ text }) => text),
  );
  const known = new Set(first);
  return [...rows.map(({ text }) => text).filter((text) => !known.has(text)), ...first];
}

function ValueLine(props: {
  row: ValueRow;
  allowed: readonly AllowedValue[] | null;
  onFate: (fate: ValueFate | null) => void;
}) {
  const { row, allowed, onFate } = props;
  return (
    <tr>
      <th scope="row" className="truncate py-0.75 pr-2 text-left font-medium" title={row.text}>
        {row.text}
      </th>
      <td className="figures py-0.75 text-12 text-ink-2">{count(row.count, "row")}</td>
      <td className="py-0.75">
        <ArrowRight className="size-3.5 text-ink-3" aria-hidden />
      </td>
      <td className="py-0.75">
        {allowed ? (
          <Combobox
            label={`Sent for ${row.text}`}
            hideLabel
            value={fateKey(row.fate)}
            onChange={(key) => onFate(key === null ? null : fateOf(key))}
            options={fateOptions(allowed, row.text)}
            placeholder="Choose…"
            searchPlaceholder="Search values"
          />
        ) : (
          <FreeFate row={row} onFate={onFate} />
        )}
      </td>
      <td className="truncate py-0.75 pl-3 text-12 text-ink-3">
        {row.fate === null ? (
          <StateWord state="warning" small>
            not decided
          </StateWord>
        ) : (
          row.guessed && reasons[row.guessed]
        )}
      </td>
    </tr>
  );
}

function fateOptions(allowed: readonly AllowedValue[], text: string) {
  return [
    ...allowed.map(({ value, label }) => ({
      value: `value ${value}`,
      label: label ?? value,
      detail: label === undefined || label === value ? undefined : value,
      group: "Values of the field",
    })),
    { value: "as_is", label: `Use “${text}” as it is`, group: "Otherwise" },
    { value: "blank", label: "Leave blank", group: "Otherwise" },
    { value: "stop", label: "Hold these rows back", group: "Otherwise" },
  ];
}

/** Any value may be sent: it is typed, or one of the three others is chosen. */
function FreeFate({ row, onFate }: { row: ValueRow; onFate: (fate: ValueFate | null) => void }) {
  const kind = row.fate?.kind ?? "as_is";
  return (
    <div className="flex gap-1.5">
      <div className="w-32 shrink-0">
        <Select
          label={`What is done with ${row.text}`}
          hideLabel
          value={kind}
          onChange={(chosen) =>
            onFate(chosen === "value" ? { kind: "value", value: row.text } : fateOf(chosen))
          }
          options={[
            { value: "as_is", label: "as it is" },
            { value: "value", label: "send…" },
            { value: "blank", label: "leave blank" },
            { value: "stop", label: "hold back" },
          ]}
        />
      </div>
      {row.fate?.kind === "value" ? (
        <TextField
          label={`Sent for ${row.text}`}
          hideLabel
          value={row.fate.value}
          raw
          autoComplete="off"
          onChange={(event) => onFate({ kind: "value", value: event.currentTarget.value })}
        />
      ) : null}
    </div>
  );
}
