import type { CellEdit, EditCommand, RowFilter, RowRuns, RowSelection, SettledEdit } from "@/lib/checks/edit";
import { mostCells } from "@/lib/checks/overlay";
import { RowBits } from "@/lib/checks/row-bits";
import { TaskError } from "./task-error";

/** The rows a filter shows now. */
export type ShownRows = (filter: RowFilter) => Promise<RowBits>;

/**
 * Settles which rows a command is about, so that it does the same when it is done again after others.
 *
 * @param cells set one by one so far
 * @throws TaskError `too_many_edits`
 */
export async function settleEdit(
  command: EditCommand,
  cells: number,
  shown: ShownRows,
): Promise<SettledEdit> {
  switch (command.kind) {
    case "set":
      return limited(command.cells, cells);
    case "paste": {
      const rows = await rowsOf(command.into, shown);
      return limited(pasted(rows, command.columns, command.block), cells);
    }
    case "fill":
      return { kind: "fill", values: command.values, rows: (await rowsOf(command.into, shown)).runs() };
    case "replace":
      return { kind: "replace", find: command.find, by: command.by, rows: await runsOf(command.rows, shown) };
    case "repair": {
      const { column, repair } = command;
      return { kind: "repair", column, repair, rows: await runsOf(command.rows, shown) };
    }
    case "exclude":
    case "include":
      return { kind: command.kind, rows: (await rowsOf(command.rows, shown)).runs() };
  }
}

function limited(edits: readonly CellEdit[], before: number): SettledEdit {
  if (before + edits.length > mostCells)
    throw new TaskError(
      "too_many_edits",
      `More than ${mostCells.toLocaleString("en-GB")} cells would be changed one by one. Correct the file and choose it again.`,
    );
  return { kind: "set", cells: [...edits] };
}

function pasted(rows: RowBits, columns: readonly number[], block: readonly string[][]): CellEdit[] {
  const lines = rows.slice(0, block.length);
  return lines.flatMap((row, line) =>
    columns.flatMap((column, place): CellEdit[] => {
      const value = block[line]?.[place];
      return value === undefined ? [] : [{ row, column, value }];
    }),
  );
}

async function runsOf(selection: RowSelection | undefined, shown: ShownRows): Promise<RowRuns | null> {
  return selection === undefined ? null : (await rowsOf(selection, shown)).runs();
}

async function rowsOf(selection: RowSelection, shown: ShownRows): Promise<RowBits> {
  if ("rows" in selection) return RowBits.of(selection.rows);
  const rows = await shown(selection.filter);
  const { from = 0, count = Number.POSITIVE_INFINITY } = selection;
  if (from === 0 && count >= rows.size) return rows;
  const some = new RowBits();
  for (const row of rows.slice(from, count)) some.add(row);
  return some;
}
