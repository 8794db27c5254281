import { LINE_CR, LINE_CRLF, LINE_LF } from "./line-ends";
import type { RecordBatch } from "./record-batch";

const LF = 10;
const CR = 13;
/** More rows than one of so many end in a way that is not odd. */
const rowsOfOdd = 3;

/** How rows end. One that ends as hardly any other does may have been cut there. */
export class RowEnds {
  readonly #counted = [0, 0, 0];
  #rows = 0;
  /** How many rows ended as the last one did. */
  #alike = 0;

  /** Whether the last row ended as hardly any other one did. */
  get isOdd(): boolean {
    return this.#alike * rowsOfOdd <= this.#rows && this.#rows > 0;
  }

  look({ bytes, ends }: RecordBatch, record: number): void {
    const end = ends[record] as number;
    const isCR = bytes[end] === CR;
    if (!isCR && bytes[end] !== LF) return;
    const kind = isCR ? (bytes[end + 1] === LF ? LINE_CRLF : LINE_CR) : LINE_LF;
    this.#alike = (this.#counted[kind] ?? 0) + 1;
    this.#counted[kind] = this.#alike;
    this.#rows += 1;
  }
}
