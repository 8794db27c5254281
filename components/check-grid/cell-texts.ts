import type { GridRow } from "@/lib/csv-worker/protocol";
import type { GridColumn } from "./grid-columns";

type At = Pick<GridColumn, "field" | "column">;

/** A cell of the file as it is now, edits included; empty where there is none. */
export const cellText = ({ cells }: GridRow, { column }: At): string =>
  column === null ? "" : (cells[column] ?? "");

/** What a column of the grid shows of a row: what is sent, where that can be made; else the cell. */
export function shownText(row: GridRow, at: At): string {
  const made = at.field === null ? undefined : row.sent.find(({ field }) => field === at.field);
  return made?.value ?? cellText(row, at);
}

/** What stands in the file where the cell was edited; `undefined`: it was not. */
export const beforeOf = ({ before }: GridRow, { column }: At): string | undefined =>
  before.find((one) => one.column === column)?.value;
