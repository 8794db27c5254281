import "server-only";
import { toText } from "./scalars";

/**
 * What stands at a field's path in a record: `a.b` below an object, `a[*].b` in every item of a list. A connector may
 * also answer flat, with the whole path as one name.
 */
export function valuesAt(record: unknown, path: string): unknown[] {
  const flat = propertyOf(record, path);
  if (flat !== undefined) return [flat];
  return path.split(".").reduce<unknown[]>(
    (found, step) => {
      const isList = step.endsWith("[*]");
      const name = isList ? step.slice(0, -3) : step;
      const below = found.map((value) => propertyOf(value, name)).filter((value) => value !== undefined);
      return isList ? below.flatMap((value) => (Array.isArray(value) ? value : [])) : below;
    },
    [record],
  );
}

function propertyOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}

/** The first value at `path` as text; `null` when there is none. */
export function textAt(record: unknown, path: string): string | null {
  for (const value of valuesAt(record, path)) {
    const text = typeof value === "boolean" ? String(value) : toText(value);
    if (text !== null) return text;
  }
  return null;
}

/** Says which of `wanted` a value is: the same text but for case and spaces around it, or, for a number, the same number. */
export function createMatcher(wanted: readonly string[]): (value: unknown) => string | undefined {
  const texts = new Map<string, string>();
  const numbers = new Map<number, string>();
  for (const value of wanted) {
    if (!texts.has(fold(value))) texts.set(fold(value), value);
    const number = value.trim() === "" ? Number.NaN : Number(value);
    if (Number.isFinite(number) && !numbers.has(number)) numbers.set(number, value);
  }
  return (value) => {
    // A text of digits stays a text: "0042" is another reference than "42".
    if (typeof value === "number") return numbers.get(value);
    if (typeof value === "boolean") return texts.get(String(value));
    return typeof value === "string" ? texts.get(fold(value)) : undefined;
  };
}

const fold = (text: string) => text.normalize("NFC").trim().toLowerCase();
