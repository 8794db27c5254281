import { useId } from "react";
import { Select } from "@/components/ui/select";
import type { Field } from "@/lib/api-contract/connections";
import { columnsOf, type Mapping, setUpdate } from "@/lib/mapping/mapping";
import { fieldName } from "@/lib/wording/fields";

/** Whether a record that exists is updated, where the connector can, and by which field it is found. */
export function UpdateChoice(props: {
  /** Whether the connector can; `null`: nobody knows. `settled`: it is not asked here. */
  canUpdate: boolean | null | "settled";
  place: string;
  fields: readonly Field[];
  mapping: Mapping;
  onChange: (change: (mapping: Mapping) => Mapping) => void;
}) {
  const { canUpdate, place, fields, mapping, onChange } = props;
  const note = useId();
  const byPath = new Map(fields.map((field) => [field.path, field]));
  const keys = mapping.entries.flatMap(({ field, source }) => {
    const known = byPath.get(field);
    return known && columnsOf(source).length > 0 ? [known] : [];
  });
  if (canUpdate === "settled") return null;
  if (canUpdate !== true)
    return (
      <p className="mt-3 text-12 text-ink-3">
        {canUpdate === false
          ? `Every row creates a record: ${place} cannot update records that exist.`
          : `Every row creates a record: whether ${place} can update records that exist is not known.`}
      </p>
    );
  const updates = mapping.mode === "upsert";
  return (
    <section
      aria-label="Records that exist already"
      className="mt-3 flex flex-wrap items-end gap-x-4 gap-y-2 rounded-3 border border-line-strong bg-surface px-4 py-3"
    >
      <div className="w-72">
        <Select
          label="Each row"
          value={updates ? "upsert" : "create"}
          onChange={(mode) => {
            const [first] = keys;
            const known = keys.find(({ path }) => path === mapping.key) ?? first;
            onChange((now) => setUpdate(now, mode === "upsert" ? (known?.path ?? null) : null));
          }}
          options={[
            { value: "create", label: "Create a record" },
            { value: "upsert", label: "Update if it exists, else create", disabled: keys.length === 0 },
          ]}
        />
      </div>
      {updates ? (
        <div className="w-64">
          <Select
            label="Matched by"
            value={mapping.key ?? null}
            onChange={(key) => onChange((now) => setUpdate(now, key))}
            options={keys.map((field) => ({
              value: field.path,
              label: fieldName(field),
              detail: field.path,
            }))}
          />
        </div>
      ) : null}
      <p id={note} className="min-w-64 flex-1 pb-1 text-12 text-ink-2">
        {updates
          ? `A record in ${place} with the same value is changed. What an empty cell does to it is not documented: map only the columns that are to change.`
          : "A row whose record exists already creates a second one."}
      </p>
    </section>
  );
}
