import "server-only";
import type { Field } from "@/lib/api-contract/connections";
import { parseOrNull, toText } from "./scalars";

type AllowedValue = NonNullable<Field["allowedValues"]>[number];

const valueNames = ["value", "id", "key", "code", "name", "label", "displayName"];
const labelNames = ["label", "displayName", "name", "displayValue", "text", "description"];

/**
 * The values a field accepts. The shape of `picklistValues` and `choices` varies by connector: a list of values, a list of
 * objects, a map from value to label, or any of these as JSON in a string. `undefined` when there is none, or none that can
 * be read: a check against a wrong list would refuse good rows.
 */
export function readAllowedValues(choices: unknown): AllowedValue[] | undefined {
  const given = typeof choices === "string" ? parseOrNull(choices) : choices;
  if (typeof given !== "object" || given === null) return undefined;
  const read = Array.isArray(given)
    ? given.map(fromItem)
    : Object.entries(given).map(([value, label]) => fromEntry(value, label));
  const values = new Map<string, AllowedValue>();
  for (const item of read) {
    if (item === "unreadable") return undefined;
    if (item !== "inactive" && !values.has(item.value)) values.set(item.value, item);
  }
  return values.size === 0 ? undefined : [...values.values()];
}

type Read = AllowedValue | "inactive" | "unreadable";

function fromItem(item: unknown): Read {
  // "None" is an empty cell, not a value.
  if (item === "") return "inactive";
  const single = typeof item === "boolean" ? String(item) : toText(item);
  if (single !== null) return { value: single };
  if (typeof item !== "object" || item === null) return "unreadable";
  const entries = new Map<string, unknown>(Object.entries(item));
  if (String(entries.get("active")) === "false" || entries.get("value") === "") return "inactive";
  const value = firstText(entries, valueNames);
  if (value === undefined) return "unreadable";
  const label = firstText(entries, labelNames);
  return label === undefined || label === value ? { value } : { value, label };
}

function fromEntry(value: string, label: unknown): Read {
  if (typeof label !== "object" || label === null) {
    const words = toText(label);
    return words === null || words === value ? { value } : { value, label: words };
  }
  return fromItem({ value, ...label });
}

function firstText(entries: ReadonlyMap<string, unknown>, names: readonly string[]): string | undefined {
  for (const name of names) {
    const found = toText(entries.get(name));
    if (found !== null) return found;
  }
  return undefined;
}
