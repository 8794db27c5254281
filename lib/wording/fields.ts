import type { Field } from "@/lib/api-contract/connections";
import { capitalised, number } from "./counts";

/** What the words of a field are made from; fields of the contract and of a mapping fit. */
export type FieldFacts = Pick<Field, "path" | "label" | "type"> & {
  mask?: string | undefined;
  maxLength?: number | undefined;
  allowedValues?: readonly unknown[] | undefined;
};

/** A field's plain name: its label, or where that is only the path, the path in words: "Line · Unit cost". */
export function fieldName({ label, path }: Pick<FieldFacts, "label" | "path">): string {
  return label === "" || label === path ? pathWords(path) : label;
}

/** "lines.line[*].unit_cost" → "Line · Unit cost"; "C_EmailAddress" stays as it is written. */
function pathWords(path: string): string {
  const parts = path
    .replaceAll(/\[[^\]]*\]/g, "")
    .split(".")
    .filter((part) => part !== "");
  // A list and its item say the same thing twice: lines.line.
  const named = parts.filter((part, index) => part !== `${parts[index + 1]}s`);
  const words = named.map(plainWords).join(" · ");
  return words === "" ? path : words;
}

function plainWords(part: string): string {
  if (/[A-Z]/.test(part.slice(1))) return part;
  const words = part.replaceAll(/[_-]+/g, " ").trim();
  return capitalised(words);
}

/** What a field takes, in words: "text, up to 20", "date, yyyy-MM-dd", "one of 5 values". */
export function fieldTakes({ type, mask, maxLength, allowedValues }: FieldFacts): string {
  if (allowedValues && allowedValues.length > 0) {
    return allowedValues.length === 1 ? "one value only" : `one of ${number(allowedValues.length)} values`;
  }
  switch (type) {
    case "string":
      return maxLength === undefined ? "text" : `text, up to ${number(maxLength)}`;
    case "number":
      return "number";
    case "integer":
      return "whole number";
    case "boolean":
      return "true or false";
    case "date":
      return mask === undefined ? "date" : `date, ${mask}`;
    case "object":
    case "array":
      return "a group of values";
    case "unknown":
      return maxLength === undefined ? "type not known" : `up to ${number(maxLength)} characters`;
  }
}
