import type { ColumnFacts } from "@/lib/checks/column-facts";
import { CellSums } from "@/lib/csv/cell-sums";
import type { CellText } from "@/lib/csv/cell-text";
import { type CellSum, CONTROL, HIGH, SPACE } from "@/lib/csv/cell-traits";
import type { Kernel } from "@/lib/csv/kernel";
import type { RecordBatch } from "@/lib/csv/record-batch";
import { isBlank } from "@/lib/csv/row-kind";
import { ColumnTypes } from "./column-types";
import { DistinctEstimate, DistinctValues, type Room } from "./distinct-values";

const sampleLength = 200;
const blank = SPACE | CONTROL;

/** Collects what the values of one column show. Of values that repeat, only the first is looked at. */
class ColumnProfile {
  #filled = 0;
  #shortest = Number.POSITIVE_INFINITY;
  #longest = 0;
  readonly #samples: string[] = [];
  /** `null` once there are too many. */
  #values: DistinctValues | null;
  readonly #estimate = new DistinctEstimate();
  readonly #types = new ColumnTypes();

  /** @param room for the values of all columns */
  constructor(room: Room) {
    this.#values = new DistinctValues(room);
  }

  /** @param sums of the batch */
  add(batch: RecordBatch, cell: number, sums: CellSums, text: CellText, fileRow: number): void {
    const { bytes } = batch;
    const start = batch.cellStarts[cell] as number;
    const end = batch.cellEnds[cell] as number;
    if (start === end) return;
    const sum = sums.of(cell);
    const { traits } = sum;
    if ((traits & ~blank) === 0 || ((traits & ~(blank | HIGH)) === 0 && isBlank(text.cell(cell)))) return;
    this.#filled += 1;
    const length = end - start;
    if (length < this.#shortest) this.#shortest = length;
    if (length > this.#longest) this.#longest = length;
    if (this.#values !== null) {
      if (this.#values.count(sum, bytes, start, end)) return;
      const value = { bytes: bytes.subarray(start, end), text: text.cell(cell), fileRow };
      if (this.#addNew(sum, this.#values, value)) return;
      this.#lookAtValues();
      this.#values.end();
      this.#values = null;
    }
    this.#estimate.add(sum.low, sum.high);
    this.#types.add(traits, bytes, start, end, fileRow, 1, () => text.cell(cell));
  }

  /** @returns whether there was room for it */
  #addNew(
    sum: CellSum,
    values: DistinctValues,
    { bytes, text, fileRow }: { bytes: Uint8Array; text: string; fileRow: number },
  ): boolean {
    const kept = detachedText(text);
    if (this.#samples.length < 3) {
      const sample = kept.length > sampleLength ? `${kept.slice(0, sampleLength)}…` : kept;
      if (!this.#samples.includes(sample)) this.#samples.push(sample);
    }
    return values.add(sum, { bytes, text: kept, fileRow });
  }

  #lookAtValues(): void {
    if (this.#values === null) return;
    const { bytes, values } = this.#values;
    for (const { traits, start, end, fileRow, count, text, low, high } of values) {
      this.#estimate.add(low, high);
      this.#types.add(traits, bytes, start, end, fileRow, count, () => text);
    }
  }

  /** @param rows data rows looked at */
  facts(index: number, rows: number, label: string): ColumnFacts {
    const values = this.#values?.values;
    if (values !== undefined) this.#lookAtValues();
    const filled = this.#filled;
    const counted = values
      ?.map(({ text, count }) => ({ value: text, count }))
      .sort((a, b) => b.count - a.count);
    const distinct =
      values === undefined
        ? { count: Math.min(filled, this.#estimate.estimate()), exact: false }
        : { count: values.length, exact: true };
    return {
      index,
      rows,
      filled,
      distinct,
      values: counted ?? null,
      shortest: filled === 0 ? 0 : this.#shortest,
      longest: this.#longest,
      samples: [...this.#samples],
      ...this.#types.facts({ label, filled, rows, values: counted ?? null }),
    };
  }
}

/** A text cut out of a chunk of the file keeps the whole chunk in memory; this one does not. */
const detachedText = (text: string): string => JSON.parse(JSON.stringify(text));

/** Collects what all columns of a file show. */
export class FileProfile {
  readonly #columns: ColumnProfile[] = [];
  readonly #sums: CellSums;
  readonly #room: Room = { bytes: mostValueBytes };
  #rows = 0;

  /** @param kernel in which the batches lie; made before the first of them */
  constructor(kernel: Kernel | null) {
    this.#sums = new CellSums(kernel);
  }

  /** Goes on to the next batch. */
  begin(batch: RecordBatch): void {
    this.#sums.begin(batch);
  }

  /** Adds a data row. */
  add(batch: RecordBatch, record: number, text: CellText, fileRow: number): void {
    this.#rows += 1;
    const first = batch.firstCells[record] as number;
    const width = (batch.firstCells[record + 1] as number) - first;
    while (this.#columns.length < width && this.#columns.length < mostColumns)
      this.#columns.push(new ColumnProfile(this.#room));
    const most = Math.min(width, this.#columns.length);
    for (let column = 0; column < most; column += 1)
      this.#columns[column]?.add(batch, first + column, this.#sums, text, fileRow);
  }

  /** @param labels of the columns the header has; cells beyond them belong to none */
  facts(labels: readonly string[]): ColumnFacts[] {
    const unseen = new ColumnProfile(this.#room);
    return labels.map((label, index) => (this.#columns[index] ?? unseen).facts(index, this.#rows, label));
  }
}

/** A ragged row may be of any width. */
const mostColumns = 16_384;
/** Of a thousand columns with as many values as are kept, each of some twenty characters. */
const mostValueBytes = 67_108_864;
