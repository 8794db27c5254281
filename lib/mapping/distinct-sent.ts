import { createFeeds } from "./feeds";
import type { MappingEntry } from "./mapping";
import { isText } from "./step-fault";

/** A value as a map would find it: behind the steps, without spaces around it. */
export interface DistinctValue {
  text: string;
  /** Rows. */
  count: number;
}

/**
 * The different values of a field behind its steps and before its map, most frequent first, from those of its column.
 * Blanks, and values a step cannot change, are not among them.
 */
export function distinctBehindSteps(
  { field, steps = [] }: Pick<MappingEntry, "field" | "steps">,
  values: readonly { value: string; count: number }[],
): DistinctValue[] {
  // Filled blanks have values that stand in the column as well.
  const own = steps.filter(({ kind }) => kind !== "fill_above");
  const source = { kind: "column", column: 0 } as const;
  const [feed] = createFeeds({ entries: [{ field, source, reason: { kind: "chosen" }, steps: own }] }).all;
  const counts = new Map<string, number>();
  for (const { value, count } of values) {
    const sent = feed?.sent({ index: 0, fileRow: 1, cell: () => value }) ?? value;
    const text = isText(sent) ? sent.trim() : "";
    if (text !== "") counts.set(text, (counts.get(text) ?? 0) + count);
  }
  return [...counts].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count);
}
