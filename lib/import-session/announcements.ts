import type { DraftWithFile } from "@/lib/import-draft";
import type { Retargeted } from "@/lib/mapping/mapping";

/** What a new target took from another column or from a fixed value, in words; `null` when nothing. */
export function movedWords(
  { file, destination }: DraftWithFile,
  column: number,
  field: string | null,
  { movedFrom, constantDropped }: Retargeted,
): string | null {
  const columnName = (index: number) => `"${file.columns[index]?.label ?? `Column ${index + 1}`}"`;
  const name = destination.fields.find(({ path }) => path === field)?.label ?? field;
  if (movedFrom !== null)
    return `${name} now comes from ${columnName(column)}; before, it came from ${columnName(movedFrom)}.`;
  if (constantDropped !== null)
    return `${name} now comes from ${columnName(column)}; the fixed value "${constantDropped}" is gone.`;
  return null;
}

/** A file that is read anew has other rows and columns than those that were edited. */
export function editsGone(edits: number): string {
  return edits === 1
    ? "The file is read anew; your edit of its rows is gone."
    : `The file is read anew; your ${edits.toLocaleString("en-GB")} edits of its rows are gone.`;
}
