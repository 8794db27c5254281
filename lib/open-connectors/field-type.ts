import "server-only";
import type { FieldType } from "@/lib/api-contract/connections";
import type { WireField } from "./wire";

const types: Readonly<Record<string, FieldType>> = {
  string: "string",
  text: "string",
  number: "number",
  decimal: "number",
  double: "number",
  float: "number",
  integer: "integer",
  int: "integer",
  int32: "integer",
  int64: "integer",
  long: "integer",
  boolean: "boolean",
  bool: "boolean",
  date: "date",
  datetime: "date",
  "date-time": "date",
  timestamp: "date",
  milliseconds: "date",
  object: "object",
  array: "array",
  picklist: "string",
};

/** Whether a text is a Java date pattern: only its letters and separators, and among them a year, a day beside a month, or a time. */
function isDatePattern(text: string): boolean {
  const unquoted = text.replace(/'[^']*'/g, " ");
  return /^[yuMLdDEaHhKkmsSXxZzG\s:./,+-]+$/.test(unquoted) && /yy|d\W+M|M\W+d|HH|hh:/.test(unquoted);
}

/**
 * The type of a field and its date pattern. Old answers put the pattern where the type belongs (`yyyy-MM-dd`), arrays come as
 * `array[string]`, and a word nobody knows is "unknown". Open Connectors reference, field metadata.
 */
export function readFieldType(field: Pick<WireField, "typeWord" | "format" | "mask">): {
  type: FieldType;
  mask: string | null;
} {
  const given = field.typeWord?.trim() ?? "";
  const word = given.toLowerCase();
  if (word.startsWith("array")) return { type: "array", mask: null };
  const type = Object.hasOwn(types, word) ? types[word] : undefined;
  if (type === undefined && isDatePattern(given)) return { type: "date", mask: given };
  const mask = field.mask ?? (word === "milliseconds" ? given : null);
  if (isDate(type, field)) return { type: "date", mask };
  return { type: type ?? "unknown", mask };
}

/** A string that is said to follow a date format, or a date pattern, is a date. */
function isDate(type: FieldType | undefined, field: Pick<WireField, "format" | "mask">): boolean {
  if (type === "date") return true;
  if (type !== undefined && type !== "string") return false;
  const format = field.format?.trim().toLowerCase();
  return format === "date" || format === "date-time" || (field.mask !== null && isDatePattern(field.mask));
}
