import type { Field } from "@/lib/api-contract/connections";
import type { Column } from "@/lib/csv/file-facts";
import type { Mapping } from "@/lib/mapping/mapping";
import { number } from "@/lib/wording/counts";
import { fieldName } from "@/lib/wording/fields";

/** A column of the grid: a field that something feeds. */
export interface GridColumn {
  field: string;
  name: string;
  /** What feeds it: the file's column, or "same in every row". */
  from: string;
  /** Figures stand right. */
  figures: boolean;
  widthPx: number;
}

const narrowestPx = 84;
const widestPx = 260;
/** Of the average character at 12 px, and what stands around the text: padding and, in a cell with an issue, the icon. */
const characterPx = 6.6;
const aroundPx = 40;
/** A column is not made wider for a few long values. */
const usualCharacters = 28;

/** The column of row numbers: as wide as the longest number, and the mark beside it, want. */
export function rowNumberPx(lastRow: number): number {
  return Math.max(58, Math.round(30 + number(lastRow).length * characterPx));
}

/** The fields that are sent, in the order they are sent in, each as wide as its values want within bounds. */
export function gridColumns(
  mapping: Mapping,
  fields: readonly Field[],
  columns: readonly Column[],
): GridColumn[] {
  const byPath = new Map(fields.map((field) => [field.path, field]));
  return mapping.entries.map(({ field: path, source }) => {
    const field = byPath.get(path);
    const column = source.kind === "column" ? columns[source.column] : undefined;
    const name = field ? fieldName(field) : path;
    const from = column?.label ?? "same in every row";
    const longest = column ? Math.min(column.maxLength, usualCharacters) : from.length;
    const characters = Math.max(longest, name.length * 1.05, from.length * 0.92);
    const widthPx = Math.round(
      Math.min(widestPx, Math.max(narrowestPx, characters * characterPx + aroundPx)),
    );
    return {
      field: path,
      name,
      from,
      figures: field?.type === "number" || field?.type === "integer",
      widthPx,
    };
  });
}
