import type { LayoutContent } from "@/lib/api-contract/layouts";
import { ofKept, toKept } from "@/lib/api-contract/mapping";
import type { Mapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import { type Recalled, recall } from "./recall";

/** What of the mapping is asked for each time, and how the fields have moved since the layout was saved. */
export interface RecalledLayout extends Recalled {
  /** Constants to be given, by field; those whose field is gone are not asked for. */
  ask: { path: string; label: string }[];
  /** Required fields that were none when it was saved, and that nothing feeds. */
  newRequired: { path: string; label: string }[];
}

/** A saved layout on a file with these columns and the fields there are now. */
export function recallLayout(
  { columns: was, mapping: kept, ask, required }: LayoutContent,
  columns: readonly string[],
  fields: readonly TargetField[],
): RecalledLayout {
  const recalled = recall({ columns: was, mapping: ofKept(kept) }, columns, fields);
  const fed = new Set([...recalled.mapping.entries.map(({ field }) => field), ...ask]);
  const named = ({ path, label }: TargetField) => ({ path, label });
  const writable = fields.filter(({ readOnly }) => readOnly !== true);
  return {
    ...recalled,
    ask: writable.filter(({ path }) => ask.includes(path)).map(named),
    newRequired: writable
      .filter(({ path, required: now }) => now === true && !required.includes(path) && !fed.has(path))
      .map(named),
  };
}

/** What is saved of a mapping under a name. @param ask fields whose constant is asked for each time */
export function toLayout(parts: {
  mapping: Mapping;
  columns: readonly string[];
  fields: readonly TargetField[];
  reading: LayoutContent["reading"];
  policy: string;
  ask: readonly string[];
}): LayoutContent {
  const { mapping, columns, fields, reading, policy, ask } = parts;
  const isAsked = ({ field }: Mapping["entries"][number]) => ask.includes(field);
  return {
    columns: [...columns],
    mapping: toKept({ ...mapping, entries: mapping.entries.filter((entry) => !isAsked(entry)) }),
    reading,
    policy,
    ask: [...ask],
    required: fields.filter(({ required }) => required === true).map(({ path }) => path),
  };
}

/**
 * How the fields have moved, in words: "new required field tax_code; fax is gone". `null`: not so that it matters.
 */
export function driftWords({ newRequired, gone, missing }: RecalledLayout): string | null {
  const listed = (names: readonly string[]) => names.join(", ");
  const words = [
    ...(newRequired.length > 0
      ? [
          `new required ${newRequired.length === 1 ? "field" : "fields"} ${listed(newRequired.map(({ label }) => label))}`,
        ]
      : []),
    ...(gone.length > 0 ? [`${listed(gone)} ${gone.length === 1 ? "is" : "are"} gone`] : []),
    ...(missing.length > 0
      ? [`the file has no ${missing.length === 1 ? "column" : "columns"} ${listed(missing)}`]
      : []),
  ];
  return words.length === 0 ? null : words.join("; ");
}
