import type { Field } from "@/lib/api-contract/connections";
import type { Column } from "@/lib/csv/file-facts";
import { columnsOf, type Mapping, type MappingEntry } from "@/lib/mapping/mapping";
import { number } from "@/lib/wording/counts";
import { fieldName } from "@/lib/wording/fields";

/** A column of the grid: a field that something feeds, or a column of the file that feeds none. */
export interface GridColumn {
  key: string;
  /** Path of the field; `null`: not sent. */
  field: string | null;
  /** Which entry of the mapping says what is sent; `null`: not sent. */
  entry: number | null;
  /** 0-based column of the file that is edited here; `null`: nothing can be. */
  column: number | null;
  /** Why nothing can be edited here; `null`: it can. */
  closed: string | null;
  name: string;
  /** What feeds it, or where it comes from: the file's column, or "the same in every row". */
  from: string;
  /** Figures stand right. */
  figures: boolean;
  widthPx: number;
  /** Characters the field takes; `null`: not known. */
  maxLength: number | null;
  /** Values the field takes; empty: any. */
  allowed: string[];
}

const narrowestPx = 84;
const widestPx = 260;
/** Of the average character at 12 px, and what stands around the text: padding and, in a cell with an issue, the icon. */
const characterPx = 6.6;
const aroundPx = 40;
/** A column is not made wider for a few long values. */
const usualCharacters = 28;
/** Values up to here stand whole beside what they were before: postcodes, currencies, yes and no. */
const shortCharacters = 6;

/** The column of row numbers: as wide as the longest number, and the mark beside it, want. */
export function rowNumberPx(lastRow: number): number {
  return Math.max(58, Math.round(30 + number(lastRow).length * characterPx));
}

/** Characters that fit into a cell. */
export const roomFor = ({ widthPx }: Pick<GridColumn, "widthPx">): number =>
  Math.floor((widthPx - 20) / characterPx);

/**
 * The columns in the order of the file, those that are not sent among them, so that a row is known again; then what does
 * not come from the file. Each is as wide as its values want, within bounds.
 */
export function gridColumns(
  mapping: Mapping,
  fields: readonly Field[],
  columns: readonly Column[],
): GridColumn[] {
  const byPath = new Map(fields.map((field) => [field.path, field]));
  const ofEntry = (entry: MappingEntry, at: number) =>
    entryColumn(entry, at, byPath.get(entry.field), columns);
  const alone = mapping.entries.flatMap((entry, at) =>
    entry.source.kind === "column" ? [{ entry, at }] : [],
  );
  const ofFile = columns.flatMap((column) => {
    const fed = alone.filter(({ entry }) => columnsOf(entry.source)[0] === column.index);
    return fed.length === 0 ? [unsent(column)] : fed.map(({ entry, at }) => ofEntry(entry, at));
  });
  const made = mapping.entries.flatMap((entry, at) =>
    entry.source.kind === "column" ? [] : [ofEntry(entry, at)],
  );
  return [...ofFile, ...made];
}

function unsent({ index, label, maxLength }: Column): GridColumn {
  return {
    ...{ key: `column ${index}`, field: null, entry: null, column: index, closed: null },
    ...{ name: label, from: "not sent", figures: false, maxLength: null, allowed: [] },
    widthPx: widthFor(maxLength, label, "not sent"),
  };
}

function entryColumn(
  { field: path, source }: MappingEntry,
  entry: number,
  field: Field | undefined,
  columns: readonly Column[],
): GridColumn {
  const labels = columnsOf(source).map((index) => columns[index]?.label ?? `Column ${index + 1}`);
  const lengths = columnsOf(source).map((index) => columns[index]?.maxLength ?? 0);
  const name = field ? fieldName(field) : path;
  const figures = field?.type === "number" || field?.type === "integer";
  const from = source.kind === "constant" ? "the same in every row" : labels.join(" + ");
  const longest = source.kind === "constant" ? from.length : lengths.reduce((sum, length) => sum + length, 0);
  return {
    ...{ key: `field ${path}`, field: path, entry, name, from },
    column: source.kind === "column" ? source.column : null,
    closed: closedWords(source.kind),
    figures,
    widthPx: widthFor(longest + roomForBefore(field, longest), name, from),
    maxLength: field?.maxLength ?? null,
    allowed: field?.allowedValues?.map(({ value }) => value) ?? [],
  };
}

function closedWords(kind: MappingEntry["source"]["kind"]): string | null {
  if (kind === "constant") return "the same in every row, as chosen at Map";
  return kind === "columns" ? "put together from other columns, which can be edited" : null;
}

/** Beside what was edited the file's value finds room: numbers and days, which are read otherwise, and what is short. */
function roomForBefore(field: Field | undefined, longest: number): number {
  if (field?.type === "date") return 1 + (field.mask?.replaceAll("'", "").length ?? 10);
  const isFigure = field?.type === "number" || field?.type === "integer";
  return isFigure || longest <= shortCharacters ? longest + 1 : 0;
}

function widthFor(longest: number, name: string, from: string): number {
  const characters = Math.max(Math.min(longest, usualCharacters), name.length * 1.05, from.length * 0.92);
  return Math.round(Math.min(widestPx, Math.max(narrowestPx, characters * characterPx + aroundPx)));
}
