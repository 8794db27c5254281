import type { ComboboxOption } from "@/components/ui/combobox-option";
import type { Field } from "@/lib/api-contract/connections";
import type { Column } from "@/lib/csv/file-facts";
import { columnsOf, type Mapping } from "@/lib/mapping/mapping";
import { fieldName } from "@/lib/wording/fields";

const groups = ["Required", "Others", "Used already"] as const;

/** The fields a column can go to: required, others, used. What cannot be written is not offered. */
export function targetOptions(
  fields: readonly Field[],
  mapping: Mapping,
  columns: readonly Column[],
): ComboboxOption[] {
  const users = new Map(mapping.entries.map((entry) => [entry.field, entry.source]));
  const options = fields
    .filter((field) => field.readOnly !== true)
    .map((field): ComboboxOption & { group: (typeof groups)[number] } => {
      const user = users.get(field.path);
      const labels = user && columnsOf(user).map((column) => columns[column]?.label ?? "");
      const taken = labels && (labels.length > 0 ? `by ${labels.join(" + ")}` : "same in every row");
      return {
        value: field.path,
        label: fieldName(field),
        detail: field.path,
        group: taken ? "Used already" : field.required === true ? "Required" : "Others",
        taken,
      };
    });
  return groups.flatMap((group) => options.filter((option) => option.group === group));
}

/** The same list for a column that has a field: its own is not "used already", it stands first. */
export function optionsWithOwn(options: readonly ComboboxOption[], own: string | null): ComboboxOption[] {
  const mine = options.find((option) => option.value === own);
  if (!mine) return [...options];
  return [{ ...mine, group: "Chosen", taken: undefined }, ...options.filter((option) => option !== mine)];
}

/** Columns that could feed a required field: those that feed nothing first. */
export function columnOptions(columns: readonly Column[], mapping: Mapping): ComboboxOption[] {
  const feeds = new Map(
    mapping.entries.flatMap(({ source, field }) =>
      columnsOf(source).map((column) => [column, field] as const),
    ),
  );
  const option = (column: Column): ComboboxOption => {
    const field = feeds.get(column.index);
    return {
      value: String(column.index),
      label: column.label,
      detail: column.samples[0],
      group: field === undefined ? "Not mapped" : "Used already",
      taken: field === undefined ? undefined : `for ${field}`,
    };
  };
  const options = columns.map(option);
  return [...options.filter(({ taken }) => !taken), ...options.filter(({ taken }) => taken)];
}
