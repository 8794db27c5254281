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
import { columnOptions } from "./target-options";

interface MissingFieldsProps {
  missing: readonly Field[];
  columns: readonly Column[];
  mapping: Mapping;
  /** Where the records go, such as "Sage 200 UK". */
  place: string;
  onTarget: (column: number, field: string) => void;
  onConstant: (field: string, value: string) => void;
}

/** Required fields nothing feeds, each with the two ways out: a column, or one value for every row. */
export function MissingFields({
  missing,
  columns,
  mapping,
  place,
  onTarget,
  onConstant,
}: MissingFieldsProps) {
  const options = useMemo(() => columnOptions(columns, mapping), [columns, mapping]);
  if (missing.length === 0) return null;
  return (
    <section
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
          className="grid items-center gap-x-4 gap-y-2 border-t border-unsure-line px-4 py-2.5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.2fr)]"
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
              if (value !== null) onTarget(Number(value), field.path);
            }}
            options={options}
            placeholder="Choose a column…"
            searchPlaceholder="Search columns"
          />
          <SameInEveryRow field={field} onConstant={onConstant} />
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value.trim() !== "") onConstant(field.path, value);
  };
  return (
    <form onSubmit={submit} className="flex items-center gap-2">
      <span className="text-12 text-ink-2">or</span>
      <div className="min-w-0 flex-1">
        <TextField
          label={label}
          hideLabel
          value={value}
          maxLength={field.maxLength}
          onChange={(event) => setValue(event.currentTarget.value)}
          autoComplete="off"
        />
      </div>
      <Button type="submit">Use in every row</Button>
    </form>
  );
}
