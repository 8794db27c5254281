import { CellSum } from "./cell-traits";
import type { Kernel } from "./kernel";
import type { RecordBatch } from "./record-batch";
import { intsOf, type Stretch } from "./stretch";

/** So many are made at a time; they stay in the processor's first cache. */
const cellsAtOnce = 1024;
const numbersEach = 3;

/** Traits and hashes of the cells of batches, which are asked for in the order of the cells. */
export class CellSums {
  readonly #kernel: Kernel | null;
  readonly #sum = new CellSum();
  readonly #place: Stretch | null;
  #numbers = new Int32Array(0);
  #batch: RecordBatch | null = null;
  /** Cells whose sums are there. */
  #from = 0;
  #to = 0;

  /** @param kernel in which the batches lie; made before the first of them */
  constructor(kernel: Kernel | null) {
    this.#kernel = kernel;
    this.#place = kernel?.stretch(4 * numbersEach * cellsAtOnce) ?? null;
  }

  /** Of the next batch. */
  begin(batch: RecordBatch): void {
    this.#batch = batch;
    this.#from = 0;
    this.#to = 0;
    // Memory that grew took its views away.
    if (this.#place !== null && this.#numbers.buffer !== this.#place.buffer)
      this.#numbers = intsOf(this.#place);
  }

  /** Valid until the next call. */
  of(cell: number): CellSum {
    const sum = this.#sum;
    const batch = this.#batch;
    if (batch === null) throw new Error("No batch was begun");
    if ((cell < this.#from || cell >= this.#to) && !this.#make(batch, cell)) {
      sum.over(batch.bytes, batch.cellStarts[cell] as number, batch.cellEnds[cell] as number);
      return sum;
    }
    const at = (cell - this.#from) * numbersEach;
    sum.traits = this.#numbers[at] as number;
    sum.low = (this.#numbers[at + 1] as number) >>> 0;
    sum.high = (this.#numbers[at + 2] as number) >>> 0;
    return sum;
  }

  /** @returns whether there is a kernel to make them */
  #make(batch: RecordBatch, from: number): boolean {
    if (this.#kernel === null || this.#place === null || !this.#kernel.holds(batch.bytes)) return false;
    const to = Math.min(from + cellsAtOnce, batch.firstCells[batch.count] as number);
    this.#kernel.sums(batch, { from, to }, this.#place.at);
    this.#from = from;
    this.#to = to;
    return true;
  }
}
