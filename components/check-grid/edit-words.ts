import type { RowRuns, SettledEdit } from "@/lib/checks/edit";
import type { Repair } from "@/lib/checks/repair";
import { count } from "@/lib/wording/counts";

const shortest = (text: string) => (text.length > 30 ? `${text.slice(0, 30)}…` : text);
const quoted = (text: string) => (text === "" ? "nothing" : `“${shortest(text)}”`);

export function rowsIn(runs: RowRuns): number {
  return runs.reduce<number>((sum, run) => sum + (typeof run === "number" ? 1 : run[1] - run[0] + 1), 0);
}

/**
 * What an edit did, as a short sentence without its stop: "“b” put in place of “a” in Name".
 *
 * @param nameOf a 0-based column of the file
 */
export function editWords(edit: SettledEdit, nameOf: (column: number) => string): string {
  const names = (columns: readonly number[]) =>
    columns.length > 3 ? count(columns.length, "column") : columns.map(nameOf).join(", ");
  switch (edit.kind) {
    case "set": {
      const [cell] = edit.cells;
      if (cell !== undefined && edit.cells.length === 1)
        return cell.value === ""
          ? `${nameOf(cell.column)} emptied`
          : `${nameOf(cell.column)} set to ${quoted(cell.value)}`;
      return `${count(edit.cells.length, "cell")} changed in ${names([...new Set(edit.cells.map(({ column }) => column))])}`;
    }
    case "fill": {
      const rows = count(rowsIn(edit.rows), "row");
      const columns = names(edit.values.map(({ column }) => column));
      const isEmptied = edit.values.every(({ value }) => value === "");
      return isEmptied ? `${columns} emptied in ${rows}` : `${columns} filled in ${rows}`;
    }
    case "replace": {
      const where = edit.find.columns === null ? "all columns" : names(edit.find.columns);
      return `${quoted(edit.by)} put in place of ${quoted(edit.find.text)} in ${where}`;
    }
    case "repair":
      return `${nameOf(edit.column)}: ${repairWords[edit.repair.kind]}`;
    case "exclude":
      return `${count(rowsIn(edit.rows), "row")} excluded`;
    case "include":
      return `${count(rowsIn(edit.rows), "row")} included again`;
  }
}

const repairWords: Readonly<Record<Repair["kind"], string>> = {
  trim: "spaces around the values removed",
  spaces: "spaces that do not show removed",
  straight_quotes: "quotes made straight",
  mojibake: "garbled letters put right",
  allowed: "written as the allowed values are",
  boolean: "written as true and false",
  amount: "amounts written as plain numbers",
  date: "dates written as the field takes them",
  pad: "zeros put back in front",
};
