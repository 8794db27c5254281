import type { JobRow } from "@/lib/api-contract/jobs";
import { fieldFinder } from "@/lib/reasons/hint";

export interface ReasonGroup {
  /** What the rows have in common: the reason, with "…" where it differs from row to row. */
  reason: string;
  rows: JobRow[];
  /** Whether the exact words differ between its rows, so that each row has to show its own. */
  differs: boolean;
}

/** So much of a reason tells which it is; a longer one must not cost more. */
const comparedCharacters = 1_000;

/** Quoted text, addresses, numbers and codes are what one row has and its neighbour has not. */
function patternOf(reason: string): string {
  return reason
    .slice(0, comparedCharacters)
    .replace(/"[^"]*"|“[^”]*”|'[^']*'|‘[^’]*’/g, "…")
    .replace(/[^\s@]+@[^\s@]+/g, "…")
    .replace(/[\w-]*\d(?:[\w.,:/-]*\w)?/g, "…")
    .replace(/…\.$/, "…");
}

/**
 * Rows by why they are where they are, the largest group first; equal ones in the order of the file.
 * @param without the words for rows that came without a reason
 */
export function groupByReason(rows: readonly JobRow[], without: string): ReasonGroup[] {
  const groups = new Map<string, JobRow[]>();
  for (const row of rows) {
    const pattern = patternOf(row.reason ?? without);
    const group = groups.get(pattern);
    if (group) group.push(row);
    else groups.set(pattern, [row]);
  }
  return [...groups]
    .map(([pattern, members]) => {
      const first = members[0]?.reason ?? without;
      const differs = members.some((row) => (row.reason ?? without) !== first);
      return { reason: differs ? pattern : first, rows: members, differs };
    })
    .sort((one, other) => other.rows.length - one.rows.length);
}

/** "12", "-0.5", "1,234.50"; not "007", which is a code. */
const numeric = /^[-+]?(?!0\d)(?:\d{1,3}(?:[ ,.]\d{3})+|\d+)(?:[.,]\d+)?$/;

/** Whether every value of a field is a number, cells without a value aside, so that its column reads better set right. */
export function isNumeric(rows: readonly JobRow[], field: string): boolean {
  const values = rows.map((row) => row.values[field]?.trim() ?? "").filter((value) => value !== "");
  return values.length > 0 && values.every((value) => numeric.test(value));
}

/** A column of rows that stayed away. */
export interface RowsField {
  field: string;
  /** Which of the rows came to nothing because of it, as their reason says. */
  isBlamed(row: JobRow): boolean;
}

/**
 * The fields of rows that have a value in any of them, in the order in which they are first seen; before them those that a
 * reason speaks of, also where no row has a value.
 */
export function fieldsOf(rows: readonly JobRow[]): RowsField[] {
  const all = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
  const fieldIn = fieldFinder(all);
  const blamed = new Map(rows.map((row) => [row, row.reason === null ? null : fieldIn(row.reason)]));
  const named = new Set(blamed.values());
  const isNamed = (field: string) => named.has(field);
  const others = all.filter(
    (field) => !isNamed(field) && rows.some(({ values }) => (values[field] ?? "") !== ""),
  );
  return [...all.filter(isNamed), ...others].map((field) => ({
    field,
    isBlamed: (row) => blamed.get(row) === field,
  }));
}
