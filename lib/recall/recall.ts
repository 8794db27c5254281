import { type Mapping, type MappingEntry, type Source, toMapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import { sameName } from "./header-set";

/** A mapping with the names of the columns it was made for, in their order. */
export interface NamedMapping {
  columns: readonly string[];
  mapping: Mapping;
}

/** What a mapping comes to on another file. */
export interface Recalled {
  mapping: Mapping;
  /** Paths of fields it fed that are gone, or cannot be written any more. */
  gone: string[];
  /** Columns it used that this file does not have. */
  missing: string[];
}

/** The mapping on these columns, which may stand in another order, and on the fields there are now. */
export function recall(
  before: NamedMapping,
  columns: readonly string[],
  fields: readonly TargetField[],
): Recalled {
  const places = new Map(columns.map((label, index) => [sameName(label), index]));
  const placeOf = (column: number) => places.get(sameName(before.columns[column] ?? ""));
  const writable = new Set(fields.filter(({ readOnly }) => readOnly !== true).map(({ path }) => path));
  const missing = new Set<string>();
  const entries: MappingEntry[] = [];
  const gone: string[] = [];
  for (const entry of before.mapping.entries) {
    if (!writable.has(entry.field)) {
      gone.push(entry.field);
      continue;
    }
    const source = placed(entry.source, placeOf, (column) => missing.add(before.columns[column] ?? ""));
    if (source !== null) entries.push({ ...entry, source });
  }
  const ignored = before.mapping.ignored?.flatMap((column) => placeOf(column) ?? []);
  const mapping = {
    ...(ignored === undefined ? {} : { ignored }),
    ...keyOf(before.mapping, entries),
    ...toMapping(entries),
  };
  return { mapping, gone, missing: [...missing] };
}

/** What is fed from columns that are not there any more is fed by those that are left; `null`: none is. */
function placed(
  source: Source,
  placeOf: (column: number) => number | undefined,
  onMissing: (column: number) => void,
): Source | null {
  const place = (column: number): number[] => {
    const found = placeOf(column);
    if (found === undefined) onMissing(column);
    return found === undefined ? [] : [found];
  };
  switch (source.kind) {
    case "constant":
      return source;
    case "column": {
      const [column] = place(source.column);
      return column === undefined ? null : { kind: "column", column };
    }
    case "columns": {
      const columns = source.columns.flatMap(place);
      return columns.length === 0 ? null : { ...source, columns };
    }
  }
}

/** Records are matched by a field only while something feeds it. */
function keyOf({ key, mode }: Mapping, entries: readonly MappingEntry[]): Partial<Mapping> {
  if (key === undefined || !entries.some(({ field }) => field === key)) return {};
  return { key, ...(mode === undefined ? {} : { mode }) };
}
