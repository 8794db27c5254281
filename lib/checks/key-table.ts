import { RowBits } from "./row-bits";

/**
 * Which rows may have the same key: 64 bits of hash a row and no text, so that a million keys are 8 MB. Equal hashes are
 * a suspicion; the texts themselves decide.
 */
export class KeyTable {
  readonly #low: Uint32Array;
  readonly #high: Uint32Array;

  /** @param rows all data rows */
  constructor(rows: number) {
    this.#low = new Uint32Array(rows);
    this.#high = new Uint32Array(rows);
  }

  /** Both 0 says: the row has no key. */
  set(row: number, low: number, high: number): void {
    this.#low[row] = low === 0 && high === 0 ? 1 : low;
    this.#high[row] = high;
  }

  clear(row: number): void {
    this.#low[row] = 0;
    this.#high[row] = 0;
  }

  /** A number for the rows that may have the key of a row; other rows may have the same number. `null`: no key. */
  groupOf(row: number): number | null {
    const low = this.#low[row] as number;
    return low === 0 && this.#high[row] === 0 ? null : low;
  }

  /** Rows of some groups. */
  rowsOf(groups: ReadonlySet<number>): RowBits {
    const rows = new RowBits();
    for (let row = 0; row < this.#low.length; row += 1) {
      const low = this.#low[row] as number;
      if (groups.has(low) && this.groupOf(row) !== null) rows.add(row);
    }
    return rows;
  }

  /** Rows whose hash occurs more than once. */
  suspects(): RowBits {
    const low = this.#low;
    const high = this.#high;
    let size = 16;
    while (size < low.length * 2) size *= 2;
    /** Row + 1 of the first with its hash. */
    const slots = new Int32Array(size);
    const found = new RowBits();
    for (let row = 0; row < low.length; row += 1) {
      if (low[row] === 0 && high[row] === 0) continue;
      let slot = (low[row] as number) & (size - 1);
      for (;;) {
        const other = (slots[slot] as number) - 1;
        if (other < 0) {
          slots[slot] = row + 1;
          break;
        }
        if (low[other] === low[row] && high[other] === high[row]) {
          found.add(other);
          found.add(row);
          break;
        }
        slot = (slot + 1) & (size - 1);
      }
    }
    return found;
  }
}
