import { namesTotal } from "@/lib/checks/not-data";
import type { CellText } from "@/lib/csv/cell-text";
import { detached } from "@/lib/csv/detached";
import type { RecordBatch } from "@/lib/csv/record-batch";

/** A table with more rows that look like no record is one whose records look so. */
const mostSuspects = 5000;
const mostSuspectBytes = 16_777_216;
/** Of the rows, that fill a column which rows usually fill. */
const usually = 0.6;

export interface Suspect {
  index: number;
  cells: string[];
  /** It leaves a column empty that other rows fill. */
  lacks: boolean;
}

/** Notes the rows that leave columns empty which other rows fill, or begin as a total or a heading does. */
export class SuspectRows {
  #header: readonly string[] = [];
  readonly #filled: number[] = [];
  readonly #suspects: Suspect[] = [];
  #bytes = 0;
  #rows = 0;

  /** @param header the cells of the row that names the columns */
  begin(header: readonly string[]): void {
    this.#header = header;
  }

  get header(): readonly string[] {
    return this.#header;
  }

  get suspects(): readonly Suspect[] {
    const isUsual = this.#isFull() || this.#suspects.length * 3 > this.#rows + 6;
    return isUsual ? [] : this.#suspects;
  }

  /** How many columns rows usually fill. */
  get usual(): number {
    return this.#filled.filter((count) => count >= usually * this.#rows).length;
  }

  get rows(): number {
    return this.#rows;
  }

  add(batch: RecordBatch, record: number, text: CellText): void {
    const { firstCells, cellStarts, cellEnds } = batch;
    const first = firstCells[record] as number;
    const width = (firstCells[record + 1] as number) - first;
    const columns = this.#header.length;
    const index = this.#rows;
    let lacks = false;
    let filled = 0;
    for (let column = 0; column < columns; column += 1) {
      const isFilled =
        column < width && (cellEnds[first + column] as number) > (cellStarts[first + column] as number);
      const before = this.#filled[column] ?? 0;
      if (isFilled) {
        this.#filled[column] = before + 1;
        filled += 1;
      } else if (index >= 2 && before >= usually * index) lacks = true;
    }
    this.#rows += 1;
    const isAlone = filled === 1 && columns >= 3;
    if (this.#isFull() || !(lacks || isAlone || this.#beginsSo(batch, first, text))) return;
    this.#bytes += (batch.ends[record] as number) - (batch.starts[record] as number);
    this.#suspects.push({ index, lacks, cells: detached(text.record(record)) });
  }

  /** None is noted any more. */
  #isFull(): boolean {
    return this.#suspects.length > mostSuspects || this.#bytes > mostSuspectBytes;
  }

  /** Whether the first cell reads as a total or as the name of its column does. */
  #beginsSo({ bytes, cellStarts, cellEnds }: RecordBatch, cell: number, text: CellText): boolean {
    const start = cellStarts[cell] as number;
    const length = (cellEnds[cell] as number) - start;
    const name = this.#header[0] ?? "";
    if (length === 0 || length > 60) return false;
    // Case is one bit of a letter.
    const isName = length >= name.length && ((bytes[start] as number) | 32) === (name.charCodeAt(0) | 32);
    // Totals begin with T, S, G, Z, E or I, in either language.
    const mayBeTotal = "tsgzei".includes(String.fromCharCode((bytes[start] as number) | 32)) && length <= 30;
    if (!isName && !mayBeTotal) return false;
    const value = text.cell(cell);
    return (isName && value.trim().toLowerCase() === name.trim().toLowerCase()) || namesTotal(value);
  }
}
