import "server-only";

/** How several values are asked for at once; not every connector understands each. */
export type WhereForm = "in" | "or" | "equals";

/** Values of one question, as long as the address stays one that every server takes. */
const mostValues = 20;
const longestQuestion = 1_500;

/** A text in a search expression: single quotes, doubled inside. Open Connectors reference, search. */
export const quote = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Whether a field can be named in a search expression; lists and names with spaces cannot. */
export const isSearchable = (field: string): boolean => /^[\p{L}\p{N}_$@.:-]+$/u.test(field);

/** The expression for a field that has one of `values`. */
export function toWhere(form: WhereForm, field: string, values: readonly string[]): string {
  if (form === "in" && values.length > 1) return `${field} IN (${values.map(quote).join(",")})`;
  return values.map((value) => `${field}=${quote(value)}`).join(" OR ");
}

/** `values` in groups that can be asked for together; with `equals` each alone. */
export function toBatches(form: WhereForm, field: string, values: readonly string[]): string[][] {
  if (form === "equals") return values.map((value) => [value]);
  const batches: string[][] = [];
  let room = 0;
  for (const value of values) {
    const size = encodeURIComponent(`${field}=${quote(value)} OR `).length;
    const last = batches.at(-1);
    if (last && last.length < mostValues && size <= room) {
      last.push(value);
      room -= size;
    } else {
      batches.push([value]);
      room = longestQuestion - size;
    }
  }
  return batches;
}
