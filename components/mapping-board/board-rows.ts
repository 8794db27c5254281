import type { Field } from "@/lib/api-contract/connections";
import type { ColumnFacts } from "@/lib/checks/column-facts";
import type { Column } from "@/lib/csv/file-facts";
import { columnsOf, type Mapping, type MappingEntry } from "@/lib/mapping/mapping";
import { fieldName } from "@/lib/wording/fields";
import { type Found, foundOf } from "./found-of";

export type BoardFilter = "all" | "mapped" | "look" | "unmapped" | "ignored" | "required";

/** A line of the board: a column of the file, a further field it feeds, or a value that is not from the file. */
export type BoardRow =
  | {
      kind: "column";
      key: string;
      column: Column;
      entry: MappingEntry | null;
      field: Field | null;
      hasSuggestion: boolean;
      isIgnored: boolean;
      /** The field it is joined into with other columns, where it feeds none alone. */
      partOf: Field | null;
      found: Found | null;
    }
  | {
      kind: "also";
      key: string;
      column: Column;
      entry: MappingEntry;
      field: Field;
      found: Found | null;
    }
  | { kind: "constant"; key: string; value: string; entry: MappingEntry; field: Field };

interface BoardParts {
  columns: readonly Column[];
  facts: readonly ColumnFacts[] | null;
  fields: readonly Field[];
  mapping: Mapping;
  /** What the names of columns and fields suggest, whatever was chosen. */
  suggested: Mapping | null;
  /** Data rows of the file. */
  rows: number;
}

/** The lines of the board: values that are not from the file first, then the columns in the order of the file. */
export function boardRows(parts: BoardParts): BoardRow[] {
  const { columns, fields, mapping } = parts;
  const byPath = new Map(fields.map((field) => [field.path, field]));
  const byColumn = new Map<number, MappingEntry[]>();
  const joined = new Map<number, MappingEntry>();
  const constants: BoardRow[] = [];
  for (const entry of mapping.entries) {
    const field = byPath.get(entry.field);
    const [first, ...others] = columnsOf(entry.source);
    if (first !== undefined) byColumn.set(first, [...(byColumn.get(first) ?? []), entry]);
    for (const other of others) joined.set(other, entry);
    if (entry.source.kind === "constant" && field)
      constants.push({
        kind: "constant",
        key: `field ${field.path}`,
        value: entry.source.value,
        entry,
        field,
      });
  }
  const named = new Set(parts.suggested?.entries.flatMap(({ source }) => columnsOf(source)));
  const lines = columns.flatMap((column) => {
    const [entry = null, ...more] = byColumn.get(column.index) ?? [];
    const part = joined.get(column.index);
    const partOf = part ? (byPath.get(part.field) ?? null) : null;
    return columnLines(parts, column, named.has(column.index), entry, more, byPath, partOf);
  });
  return [...constants, ...lines];
}

function columnLines(
  { facts, mapping, rows }: BoardParts,
  column: Column,
  hasSuggestion: boolean,
  entry: MappingEntry | null,
  more: readonly MappingEntry[],
  byPath: ReadonlyMap<string, Field>,
  partOf: Field | null,
): BoardRow[] {
  const known = facts?.[column.index] ?? null;
  const foundFor = (one: MappingEntry | null, field: Field | null) =>
    one && field ? foundOf({ entry: one, field, column, facts: known, rows }) : null;
  const field = entry ? (byPath.get(entry.field) ?? null) : null;
  const main: BoardRow = {
    kind: "column",
    key: `column ${column.index}`,
    column,
    entry,
    field,
    hasSuggestion,
    isIgnored: mapping.ignored?.includes(column.index) ?? false,
    partOf: entry ? null : partOf,
    found: foundFor(entry, field),
  };
  const also = more.flatMap((one): BoardRow[] => {
    const own = byPath.get(one.field);
    return own
      ? [
          {
            kind: "also",
            key: `also ${one.field}`,
            column,
            entry: one,
            field: own,
            found: foundFor(one, own),
          },
        ]
      : [];
  });
  return [main, ...also];
}

/** Whether somebody should look at a line: a guess by likeness, or values that do not fit as they are. */
export function isToLookAt(row: BoardRow): boolean {
  if (row.kind === "constant") return false;
  const guessed = row.entry?.reason.kind === "similar" || row.entry?.reason.kind === "values";
  return guessed || row.found?.isWarning === true;
}

const isOpen = (row: BoardRow) =>
  row.kind === "column" && row.entry === null && row.partOf === null && !row.isIgnored;

export function shownRows(rows: readonly BoardRow[], filter: BoardFilter): BoardRow[] {
  switch (filter) {
    case "all":
      return [...rows];
    case "mapped":
      return rows.filter((row) => row.entry !== null || (row.kind === "column" && row.partOf !== null));
    case "look":
      return rows.filter(isToLookAt);
    case "unmapped":
      return rows.filter(isOpen);
    case "ignored":
      return rows.filter((row) => row.kind === "column" && row.isIgnored);
    case "required":
      return rows.filter((row) => row.field?.required === true);
  }
}

/** The lines whose column or field has the text in its name. */
export function foundRows(rows: readonly BoardRow[], text: string): readonly BoardRow[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return rows;
  const names = (row: BoardRow) => [
    row.kind === "constant" ? "" : row.column.label,
    row.field ? fieldName(row.field) : "",
    row.field?.path ?? "",
  ];
  return rows.filter((row) => names(row).some((name) => name.toLowerCase().includes(wanted)));
}

/** How many columns of the file are in each list. */
export function columnCounts(rows: readonly BoardRow[]) {
  const columns = rows.filter((row) => row.kind === "column");
  const ignored = columns.filter(({ isIgnored }) => isIgnored).length;
  const unmapped = columns.filter(isOpen).length;
  return {
    all: columns.length,
    mapped: columns.length - ignored - unmapped,
    look: rows.filter(isToLookAt).length,
    unmapped,
    ignored,
  };
}

/** "3 of 4 required": how many required fields something feeds. */
export function requiredCount(fields: readonly Field[], mapping: Mapping): { fed: number; all: number } {
  const fed = new Set(mapping.entries.map((entry) => entry.field));
  const required = fields.filter((field) => field.required === true && field.readOnly !== true);
  return { fed: required.filter((field) => fed.has(field.path)).length, all: required.length };
}
