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
  | { kind: "chosen" }
  /** It was so before, in an import or in a saved layout: which, and when. */
  | { kind: "before"; words: string };

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
  /** Columns a person said are not sent: they are not asked about again. */
  ignored?: number[] | undefined;
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

const isAlone = (entry: MappingEntry, column: number) =>
  entry.source.kind === "column" && entry.source.column === column;

/**
 * Points a column at a field, or at nothing. The field is taken from whatever fed it before, and the answer says what
 * that was. What is done to the values on the way stays; which value is sent for which belongs to the field and goes.
 *
 * @param instead the field of the column that is given up; absent: the first of them
 */
export function setTarget(
  mapping: Mapping,
  column: number,
  field: string | null,
  instead = entryOfColumn(mapping, column)?.field,
): Retargeted {
  const given = mapping.entries.find((entry) => entry.field === instead);
  const others = mapping.entries.filter((entry) => entry !== given);
  if (field === null)
    return { mapping: withEntries(mapping, others), movedFrom: null, constantDropped: null };
  const source = given?.source ?? { kind: "column" as const, column };
  const steps = given?.steps === undefined ? {} : { steps: given.steps };
  return withTarget(mapping, others, { field, source, reason: { kind: "chosen" }, ...steps }, column);
}

/** Has a column feed one more field. */
export function addTarget(mapping: Mapping, column: number, field: string): Retargeted {
  const entry: MappingEntry = { field, source: { kind: "column", column }, reason: { kind: "chosen" } };
  return withTarget(mapping, mapping.entries, entry, column);
}

function withTarget(
  mapping: Mapping,
  others: readonly MappingEntry[],
  entry: MappingEntry,
  column: number,
): Retargeted {
  const before = others.find(({ field }) => field === entry.field)?.source;
  const kept = others.filter(({ field }) => field !== entry.field);
  const ignored = mapping.ignored?.filter((one) => one !== column);
  return {
    mapping: withEntries({ ...mapping, ...(ignored === undefined ? {} : { ignored }) }, [...kept, entry]),
    movedFrom: before === undefined ? null : (columnsOf(before)[0] ?? null),
    constantDropped: before?.kind === "constant" ? before.value : null,
  };
}

const withEntries = (mapping: Mapping, entries: readonly MappingEntry[]): Mapping => ({
  ...mapping,
  ...toMapping(entries),
});

/** Changes where a field comes from, or what is done to its values on the way. */
export function changeEntry(
  mapping: Mapping,
  field: string,
  changes: Partial<Pick<MappingEntry, "source" | "steps" | "values">>,
): Mapping {
  const entries = mapping.entries.map((entry): MappingEntry => {
    if (entry.field !== field) return entry;
    const { steps, values, ...rest } = { ...entry, ...changes };
    return {
      ...rest,
      ...(steps === undefined || steps.length === 0 ? {} : { steps }),
      ...(values === undefined ? {} : { values }),
    };
  });
  return withEntries(mapping, entries);
}

/** Says that a column is not sent, or takes that back. What it feeds alone is fed no more. */
export function setIgnored(mapping: Mapping, column: number, isIgnored: boolean): Mapping {
  const others = (mapping.ignored ?? []).filter((one) => one !== column);
  const entries = isIgnored ? mapping.entries.filter((entry) => !isAlone(entry, column)) : mapping.entries;
  return withEntries({ ...mapping, ignored: isIgnored ? [...others, column] : others }, entries);
}

/** Says that records that exist are updated, by which field, or with `null` that every row creates one. */
export function setUpdate(mapping: Mapping, key: string | null): Mapping {
  const { mode: _, ...rest } = mapping;
  return key === null ? rest : { ...rest, mode: "upsert", key };
}

/** Gives every record the same value for a field; `null` takes the constant away. A column that fed it lets go. */
export function setConstant(mapping: Mapping, field: string, value: string | null): Mapping {
  const kept = mapping.entries.filter((entry) => entry.field !== field);
  if (value === null) {
    const isConstant = mapping.entries.some((e) => e.field === field && e.source.kind === "constant");
    return isConstant ? withEntries(mapping, kept) : mapping;
  }
  const entry: MappingEntry = { field, source: { kind: "constant", value }, reason: { kind: "chosen" } };
  return withEntries(mapping, [...kept, entry]);
}

/** Says which field records are told apart and matched by; `null`: its name decides, and every row creates a record. */
export function setKey(mapping: Mapping, key: string | null): Mapping {
  const { key: _, mode, ...rest } = mapping;
  if (key === null) return rest;
  return { ...rest, key, ...(mode === undefined ? {} : { mode }) };
}

/** What a column feeds alone, the first of several; `undefined` when it feeds nothing so. */
export function entryOfColumn(mapping: Mapping, column: number): MappingEntry | undefined {
  return mapping.entries.find((entry) => isAlone(entry, column));
}

export function entryOfField(mapping: Mapping, field: string): MappingEntry | undefined {
  return mapping.entries.find((entry) => entry.field === field);
}

/** Required fields nothing feeds. A field whose requirement is unknown never counts, nor one that cannot be written. */
export function missingRequired(mapping: Mapping, fields: readonly TargetField[]): TargetField[] {
  const fed = new Set(mapping.entries.map((entry) => entry.field));
  return fields.filter((field) => field.required === true && field.readOnly !== true && !fed.has(field.path));
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
    case "before":
      return reason.words;
  }
}
