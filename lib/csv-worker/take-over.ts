import type { CellEdit } from "@/lib/checks/edit";
import { Overlay } from "@/lib/checks/overlay";
import { CellSum } from "@/lib/csv/cell-traits";
import { type DataRow, eachDataRow, eachRowAt } from "./data-rows";
import type { PassOptions } from "./file-pass";
import { type OpenedFile, openFile } from "./open-file";
import { ownColumns, readOrigins, Strays } from "./origins";
import type { Sheet } from "./sheet";
import { TaskError } from "./task-error";
import { textFileOf } from "./text-file";

/** A column of the rows that are held, and where the other file has it. */
interface Shared {
  held: number;
  other: number;
}

/**
 * What another file has otherwise than the rows that are held, told by the keys of its rows: a row it lacks, or a column, says
 * nothing.
 *
 * @returns edits of the rows that are held, one at least
 * @throws ReadError; TaskError `row_keys` in words, when a row or a column is none of theirs, or nothing differs
 */
export async function changesIn(
  { opened, overlay }: Sheet,
  file: File,
  options: PassOptions,
): Promise<CellEdit[]> {
  const quiet = { ...options, onProgress: () => undefined };
  const other = await openFile(await textFileOf(file, {}, quiet), {}, { ...quiet, onHead: () => undefined });
  const { keys } = await readOrigins(other, true, quiet);
  const columns = sharedColumns(opened, other);
  const sums = new RowSums(opened.facts.rows);
  await eachDataRow(opened, overlay, quiet, (row) => {
    sums.note(row.index, cellsOf(row, columns, "held"));
  });
  const places = new Map(opened.origins?.keys.map((key, at) => [key, at]));
  const changed = new Map<number, string[]>();
  const strange = new Strays((count) => `${count} whose key is none of theirs`);
  await eachDataRow(other, new Overlay(other.facts.columns.length), options, (row) => {
    const at = places.get(keys[row.index] ?? "");
    const cells = cellsOf(row, columns, "other");
    if (at === undefined) strange.add(row.fileRow);
    else if (!sums.isSame(at, cells)) changed.set(at, cells);
  });
  const strays = strange.sentence();
  if (strays !== null) throw notTheirs(`${strays} Take them out, and choose the file again.`);
  const edits = await differences(opened, overlay, columns, changed, quiet);
  if (edits.length > 0) return edits;
  throw new TaskError(
    "row_keys",
    `Nothing in ${file.name} differs from the rows here. Change what was wrong in it, save it, and choose it again.`,
  );
}

function sharedColumns(held: OpenedFile, other: OpenedFile): Shared[] {
  const own = new Set(ownColumns(other).values());
  const heldOwn = new Set(ownColumns(held).values());
  const shared: Shared[] = [];
  for (const { header, index, filled } of other.facts.columns) {
    if (own.has(index)) continue;
    const same = held.facts.columns.find((column) => column.header === header && !heldOwn.has(column.index));
    if (same) shared.push({ held: same.index, other: index });
    else if (filled > 0)
      throw notTheirs(
        `The column “${header}” was not sent with them. Take it out, and choose the file again.`,
      );
  }
  return shared;
}

const cellsOf = (row: DataRow, columns: readonly Shared[], of: keyof Shared) =>
  columns.map((column) => row.cell(column[of]));

/** What rows hold, as one sum each: all of them at once would be the file in memory. */
class RowSums {
  readonly #low: Uint32Array;
  readonly #high: Uint32Array;
  readonly #sum = new CellSum();
  readonly #encoder = new TextEncoder();

  constructor(rows: number) {
    this.#low = new Uint32Array(rows);
    this.#high = new Uint32Array(rows);
  }

  note(at: number, cells: readonly string[]): void {
    this.#over(cells);
    this.#low[at] = this.#sum.low;
    this.#high[at] = this.#sum.high;
  }

  isSame(at: number, cells: readonly string[]): boolean {
    this.#over(cells);
    return this.#low[at] === this.#sum.low && this.#high[at] === this.#sum.high;
  }

  #over(cells: readonly string[]): void {
    const bytes = this.#encoder.encode(JSON.stringify(cells));
    this.#sum.over(bytes, 0, bytes.length);
  }
}

async function differences(
  opened: OpenedFile,
  overlay: Overlay,
  columns: readonly Shared[],
  changed: ReadonlyMap<number, readonly string[]>,
  options: PassOptions,
): Promise<CellEdit[]> {
  const edits: CellEdit[] = [];
  const rows = [...changed.keys()].sort((a, b) => a - b);
  await eachRowAt(opened, overlay, rows, options, (row) => {
    const wanted = changed.get(row.index) ?? [];
    for (const [at, { held }] of columns.entries()) {
      const value = wanted[at] ?? "";
      if (row.cell(held) !== value) edits.push({ row: row.index, column: held, value });
    }
  });
  return edits;
}

const notTheirs = (sentence: string) =>
  new TaskError("row_keys", `Not all of this file can be told to be of the rows opened here. ${sentence}`);
