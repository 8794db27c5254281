"use client";
import { TriangleAlert } from "lucide-react";
import { type FormEvent, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import type { Field } from "@/lib/api-contract/connections";
import type { Column } from "@/lib/csv/file-facts";
import type { Mapping } from "@/lib/mapping/mapping";
import { count } from "@/lib/wording/counts";
import { fieldName, fieldTakes } from "@/lib/wording/fields";
import { valueFault } from "./constant-value";
import { columnOptions } from "./target-options";
import { useFocusOnward } from "./use-focus-onward";

interface MissingFieldsProps {
  missing: readonly Field[];
  columns: readonly Column[];
  mapping: Mapping;
  /** Where the records go, such as "Sage 200 UK". */
  place: string;
  onTarget: (column: number, field: string) => void;
  onConstant: (field: string, value: string) => void;
  /** The last of them was met: where the focus goes on to. */
  onAllMet: () => void;
}

/** Required fields nothing feeds, each with the two ways out: a column, or one value for every row. */
export function MissingFields({
  missing,
  columns,
  mapping,
  place,
  onTarget,
  onConstant,
  onAllMet,
}: MissingFieldsProps) {
  const { list, settling } = useFocusOnward(missing, onAllMet);
  const options = useMemo(() => columnOptions(columns, mapping), [columns, mapping]);
  if (missing.length === 0) return null;
  return (
    <section
      ref={list}
      aria-label="Required fields without a column"
      className="mb-3 rounded-3 border border-unsure-line bg-unsure-soft"
    >
      <p className="flex items-start gap-2.5 px-4 pt-3 pb-2">
        <TriangleAlert className="mt-0.5 size-4 text-unsure-text" aria-hidden />
        <span>
          <span className="font-medium">{count(missing.length, "required field")} without a column.</span>{" "}
          <span className="text-ink-2">
            {place} refuses rows without {missing.length === 1 ? "it" : "them"}. Choose a column, or one value
            for every row.
          </span>
        </span>
      </p>
      {missing.map((field) => (
        <div
          key={field.path}
          data-missing={field.path}
          className="grid items-start gap-x-4 gap-y-2 border-t border-unsure-line px-4 py-2.5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.2fr)]"
        >
          <div className="min-w-0 leading-4.25" title={field.description}>
            <p className="truncate font-medium">
              {fieldName(field)} <span className="raw font-regular text-ink-2">{field.path}</span>
            </p>
            <p className="truncate text-12 text-ink-2">{field.description ?? fieldTakes(field)}</p>
          </div>
          <Combobox
            label={`Column for ${fieldName(field)}`}
            hideLabel
            value={null}
            onChange={(value) => {
              if (value !== null) settling(field, () => onTarget(Number(value), field.path));
            }}
            options={options}
            placeholder="Choose a column…"
            searchPlaceholder="Search columns"
          />
          <SameInEveryRow
            field={field}
            onConstant={(path, value) => settling(field, () => onConstant(path, value))}
          />
        </div>
      ))}
    </section>
  );
}

function SameInEveryRow({
  field,
  onConstant,
}: {
  field: Field;
  onConstant: MissingFieldsProps["onConstant"];
}) {
  const [value, setValue] = useState("");
  const [tried, setTried] = useState(false);
  const name = fieldName(field);
  const label = `Value of ${name} for every row`;
  if (field.allowedValues && field.allowedValues.length > 0) {
    const options = field.allowedValues.map((allowed) => ({
      value: allowed.value,
      label: allowed.label ?? allowed.value,
      detail: allowed.label ? allowed.value : undefined,
    }));
    return (
      <div className="flex items-center gap-2">
        <span className="text-12 text-ink-2">or</span>
        <div className="min-w-0 flex-1">
          <Select
            label={label}
            hideLabel
            value={null}
            onChange={(chosen) => onConstant(field.path, chosen)}
            options={options}
            placeholder="the same in every row…"
          />
        </div>
      </div>
    );
  }
  const fault = valueFault(value, field);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (fault === null) onConstant(field.path, value);
    else event.currentTarget.querySelector("input")?.focus();
  };
  // That nothing is there yet is said when it is to be used, what is too long at once.
  const error = tried || value.trim() !== "" ? fault : null;
  return (
    <form onSubmit={submit} className="flex items-start gap-2">
      <span className="text-12 leading-(--control) text-ink-2">or</span>
      <div className="min-w-0 flex-1">
        <TextField
          label={label}
          hideLabel
          value={value}
          error={error}
          help="{import} {file} {row} {today} {user} are filled in."
          onChange={(event) => {
            setTried(false);
            setValue(event.currentTarget.value);
          }}
          autoComplete="off"
        />
      </div>
      <Button type="submit" disabled={error !== null}>
        Use in every row
      </Button>
    </form>
  );
}
