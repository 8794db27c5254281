import type { Field } from "@/lib/api-contract/connections";
import type { Column } from "@/lib/csv/file-facts";
import { columnsOf, entryOfColumn, type Mapping, type MappingEntry } from "@/lib/mapping/mapping";

export type BoardFilter = "all" | "mapped" | "unmapped" | "required";

/** A line of the board: a column of the file, or a value that is the same in every row. */
export type BoardRow =
  | {
      kind: "column";
      key: string;
      column: Column;
      entry: MappingEntry | null;
      field: Field | null;
      hasSuggestion: boolean;
    }
  | { kind: "constant"; key: string; value: string; entry: MappingEntry; field: Field };

/**
 * The lines of the board: values that are the same in every row first, then the columns in the order of the file.
 *
 * @param suggested what the names of columns and fields suggest, whatever was chosen
 */
export function boardRows(
  columns: readonly Column[],
  fields: readonly Field[],
  mapping: Mapping,
  suggested: Mapping,
): BoardRow[] {
  const byPath = new Map(fields.map((field) => [field.path, field]));
  const byColumn = new Map<number, MappingEntry>();
  const constants: BoardRow[] = [];
  for (const entry of mapping.entries) {
    const field = byPath.get(entry.field);
    for (const column of columnsOf(entry.source)) byColumn.set(column, entry);
    if (entry.source.kind === "constant" && field) {
      constants.push({
        kind: "constant",
        key: `field ${field.path}`,
        value: entry.source.value,
        entry,
        field,
      });
    }
  }
  const rows = columns.map((column): BoardRow => {
    const entry = byColumn.get(column.index) ?? null;
    const field = entry ? (byPath.get(entry.field) ?? null) : null;
    return {
      kind: "column",
      key: `column ${column.index}`,
      column,
      entry,
      field,
      hasSuggestion: entryOfColumn(suggested, column.index) !== undefined,
    };
  });
  return [...constants, ...rows];
}

export function shownRows(rows: readonly BoardRow[], filter: BoardFilter): BoardRow[] {
  switch (filter) {
    case "all":
      return [...rows];
    case "mapped":
      return rows.filter((row) => row.entry !== null);
    case "unmapped":
      return rows.filter((row) => row.entry === null);
    case "required":
      return rows.filter((row) => row.field?.required === true);
  }
}

/** "3 of 4 required": how many required fields something feeds. */
export function requiredCount(fields: readonly Field[], mapping: Mapping): { fed: number; all: number } {
  const fed = new Set(mapping.entries.map((entry) => entry.field));
  const required = fields.filter((field) => field.required === true && field.readOnly !== true);
  return { fed: required.filter((field) => fed.has(field.path)).length, all: required.length };
}
