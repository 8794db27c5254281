import type { DataRow } from "./data-rows";
import type { CellChange } from "./protocol";

/** So many changes are told one by one, and no more than that much text: they are submitted as JSON. */
const most = { cells: 10_000, characters: 2_000_000 };

/**
 * Keeps account of the cells of rows that a person changed: all are counted, the first are told.
 * @param labels of the file's columns
 */
export function createEditAccount(labels: readonly string[]) {
  const first: CellChange[] = [];
  let cells = 0;
  let characters = 0;
  return {
    add(row: DataRow): void {
      if (!row.isEdited()) return;
      for (const { column, value } of row.before()) {
        cells += 1;
        const after = row.cell(column);
        characters += value.length + after.length;
        if (first.length < most.cells && characters <= most.characters)
          first.push({ fileRow: row.fileRow, column: labels[column] ?? "", before: value, after });
      }
    },
    result: () => ({ cells, first }),
  };
}
