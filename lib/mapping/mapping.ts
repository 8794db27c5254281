import type { Step } from "./step";
import type { TargetField } from "./target-field";
import type { ValueMap } from "./value-map";

/** Where the values of a field come from. Columns are 0-based and those of the file. */
export type Source =
  | { kind: "column"; column: number }
  /** Several columns as one text, in this order, with `separator` between them. */
  | { kind: "columns"; columns: number[]; separator: string; skipBlanks: boolean }
  /** The same text in every row, but for its placeholders, such as `{row}`. */
  | { kind: "constant"; value: string };

/** Why a field is fed by what feeds it. */
export type Reason =
  | { kind: "same_name" }
  | { kind: "synonym" }
  | { kind: "similar"; percent: number }
  /** The values say it: a column of e-mail addresses. */
  | { kind: "values" }
  | { kind: "chosen" };

export interface MappingEntry {
  /** Path of the field. A field occurs once. */
  field: string;
  source: Source;
  reason: Reason;
  /** Changes to every value, in this order; */
  steps?: Step[] | undefined;
  /** behind them, what becomes of which value. */
  values?: ValueMap | undefined;
}

/** Which field is fed by what. Entries by column, then constants; a column may feed several fields. */
export interface Mapping {
  entries: MappingEntry[];
  /** `upsert`: a record with the same key is updated, another one is created. Absent: every row creates a record. */
  mode?: "create" | "upsert" | undefined;
  /** Path of the field records are told apart and matched by, when a person chose it. `upsert` has one. */
  key?: string | undefined;
}

export interface Retargeted {
  mapping: Mapping;
  /** The column that lost the field because a target is taken once, when there was one. */
  movedFrom: number | null;
  /** The constant that was given up for the column, when there was one. */
  constantDropped: string | null;
}

export const emptyMapping: Mapping = { entries: [] };

/** The columns a field is fed from, in the order they are used in. */
export function columnsOf(source: Source): readonly number[] {
  switch (source.kind) {
    case "column":
      return [source.column];
    case "columns":
      return source.columns;
    case "constant":
      return [];
  }
}

const order = ({ source }: MappingEntry) => Math.min(...columnsOf(source), Number.MAX_SAFE_INTEGER);

/** A mapping of these entries, in the order the file sent has. */
export function toMapping(entries: readonly MappingEntry[]): Mapping {
  return { entries: entries.toSorted((a, b) => order(a) - order(b)) };
}

const feeds = (entry: MappingEntry, column: number) =>
  entry.source.kind === "column" && entry.source.column === column;

/**
 * Points a column at a field, or at nothing. The field is taken from whatever fed it before, and the answer says what
 * that was.
 */
export function setTarget(mapping: Mapping, column: number, field: string | null): Retargeted {
  const others = mapping.entries.filter((entry) => !feeds(entry, column));
  const toKeyed = (entries: readonly MappingEntry[]) => ({ ...mapping, ...toMapping(entries) });
  if (field === null) return { mapping: toKeyed(others), movedFrom: null, constantDropped: null };
  const before = others.find((entry) => entry.field === field)?.source;
  const kept = others.filter((entry) => entry.field !== field);
  const entry: MappingEntry = { field, source: { kind: "column", column }, reason: { kind: "chosen" } };
  return {
    mapping: toKeyed([...kept, entry]),
    movedFrom: before?.kind === "column" ? before.column : null,
    constantDropped: before?.kind === "constant" ? before.value : null,
  };
}

/** Gives every record the same value for a field; `null` takes the constant away. A column that fed it lets go. */
export function setConstant(mapping: Mapping, field: string, value: string | null): Mapping {
  const kept = mapping.entries.filter((entry) => entry.field !== field);
  if (value === null) {
    const isConstant = mapping.entries.some((e) => e.field === field && e.source.kind === "constant");
    return isConstant ? { ...mapping, ...toMapping(kept) } : mapping;
  }
  const entry: MappingEntry = { field, source: { kind: "constant", value }, reason: { kind: "chosen" } };
  return { ...mapping, ...toMapping([...kept, entry]) };
}

/** Says which field records are told apart and matched by; `null`: its name decides, and every row creates a record. */
export function setKey({ entries, mode }: Mapping, key: string | null): Mapping {
  return key === null ? { entries } : { entries, key, ...(mode === undefined ? {} : { mode }) };
}

/** What a column feeds, or `undefined` when it is ignored. */
export function entryOfColumn(mapping: Mapping, column: number): MappingEntry | undefined {
  return mapping.entries.find((entry) => feeds(entry, column));
}

export function entryOfField(mapping: Mapping, field: string): MappingEntry | undefined {
  return mapping.entries.find((entry) => entry.field === field);
}

/** Required fields nothing feeds. A field whose requirement is unknown never counts, nor one that cannot be written. */
export function missingRequired(mapping: Mapping, fields: readonly TargetField[]): TargetField[] {
  const fed = new Set(mapping.entries.map((entry) => entry.field));
  return fields.filter((field) => field.required === true && field.readOnly !== true && !fed.has(field.path));
}

/** The header of the file sent and the cells of one record of it. A cell the row does not have is empty. */
export interface MappedCells {
  header: string[];
  values(cells: readonly string[]): string[];
}

export function mapCells(mapping: Mapping): MappedCells {
  const sources = mapping.entries.map((entry) => entry.source);
  return {
    header: mapping.entries.map((entry) => entry.field),
    values: (cells) => sources.map((source) => sourceText(source, (column) => cells[column] ?? "")),
  };
}

/** The text a field is fed, before its steps. */
export function sourceText(source: Source, cell: (column: number) => string): string {
  switch (source.kind) {
    case "column":
      return cell(source.column);
    case "columns": {
      const texts = source.columns.map(cell);
      return (source.skipBlanks ? texts.filter((text) => text.trim() !== "") : texts).join(source.separator);
    }
    case "constant":
      return source.value;
  }
}

/** The reason in words, as it stands beside a column. */
export function reasonWords(reason: Reason): string {
  switch (reason.kind) {
    case "same_name":
      return "same name";
    case "synonym":
      return "another word for it";
    case "similar":
      return `${reason.percent} % similar`;
    case "values":
      return "its values look like it";
    case "chosen":
      return "your choice";
  }
}
