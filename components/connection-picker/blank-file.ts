import type { Field } from "@/lib/api-contract/connections";

/** A CSV to fill in: every field that can be written, required first, and one row that shows what each takes. */
export function blankFile(fields: readonly Field[]): string {
  const shown = inOrder(fields);
  return [shown.map(({ path }) => path), shown.map(example)]
    .map((cells) => `${cells.map(quoted).join(",")}\n`)
    .join("");
}

/** Fields that can be written, required first, else as the upstream lists them. */
export function inOrder(fields: readonly Field[]): Field[] {
  const writable = fields.filter(({ readOnly }) => readOnly !== true);
  return writable.toSorted((a, b) => Number(b.required === true) - Number(a.required === true));
}

/** What stands in the example row: a value of the right kind, short enough, plainly not real. */
function example({ path, label, type, mask, maxLength, allowedValues }: Field): string {
  const [first] = allowedValues ?? [];
  if (first) return first.value;
  switch (type) {
    case "number":
      return "12.50";
    case "integer":
      return "1";
    case "boolean":
      return "true";
    case "date":
      return dated(mask ?? "yyyy-MM-dd");
    case "object":
    case "array":
      return "";
    case "string":
    case "unknown":
      return (/mail/i.test(path) ? "name@example.com" : `Example ${label}`).slice(0, maxLength).trim();
  }
}

const parts: Record<string, string> = {
  yyyy: "2026",
  yy: "26",
  MM: "01",
  M: "1",
  dd: "31",
  d: "31",
  HH: "09",
  H: "9",
  mm: "30",
  m: "30",
  ss: "00",
  s: "0",
  SSS: "000",
  XXX: "+00:00",
  XX: "+0000",
  X: "Z",
  Z: "+0000",
};

/** 31 January 2026, 09:30, as a Java date pattern writes it; text in quotes stands for itself. */
function dated(mask: string): string {
  return mask.replace(
    /'([^']*)'|([A-Za-z])\2*/g,
    (found: string, literal: string | undefined) => literal ?? parts[found] ?? found,
  );
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
