import "server-only";

/** "1,010" */
export const inFigures = (value: number): string => value.toLocaleString("en-GB");

/** "1 row", "1,010 rows" */
export const counted = (count: number, noun: string): string =>
  `${inFigures(count)} ${noun}${count === 1 ? "" : "s"}`;

/** "all 10 rows", or "part 2 of 3 (1,000 rows)". */
export function partOf(batch: { index: number; first_row: number; last_row: number }, parts: number): string {
  const records = batch.last_row - batch.first_row + 1;
  if (parts === 1) return records === 1 ? "the only row" : `all ${counted(records, "row")}`;
  return `part ${batch.index + 1} of ${parts} (${counted(records, "row")})`;
}

/** "all 10 rows were", "part 2 of 3 (1,000 rows) was" */
export function partWas(
  batch: { index: number; first_row: number; last_row: number },
  parts: number,
): string {
  const isMany = parts === 1 && batch.last_row > batch.first_row;
  return `${partOf(batch, parts)} ${isMany ? "were" : "was"}`;
}

/** Closed by a full stop, and begun with a capital unless it begins with an address, which is written as it is. */
export const sentence = (text: string): string => {
  const trimmed = text.trim();
  if (trimmed === "") return "";
  const closed = /[.!?…]["'”’)]?$/.test(trimmed) ? trimmed : `${trimmed}.`;
  return /^\S+@/.test(closed) ? closed : closed.charAt(0).toUpperCase() + closed.slice(1);
};

/** Whole sentences in one line; empty ones are left out. */
export const sentences = (...parts: (string | null)[]): string =>
  parts
    .filter((part): part is string => part !== null)
    .map(sentence)
    .filter((part) => part !== "")
    .join(" ");

/** "4 s", "5 min" */
export function span(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
