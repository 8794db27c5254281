import { RowBits } from "./row-bits";

/** Rows of about so many hashes are compared at a time: 8 MB of places, whatever the size of the file. */
const hashesAtOnce = 1_048_576;

/**
 * Which rows may have the same key: 40 bits of hash a row and no text, so that a million keys are 5 MB. Equal hashes are
 * a suspicion; the texts themselves decide.
 */
export class KeyTable {
  readonly #low: Uint32Array;
  readonly #high: Uint8Array;

  /** @param rows all data rows */
  constructor(rows: number) {
    this.#low = new Uint32Array(rows);
    this.#high = new Uint8Array(rows);
  }

  /** Both 0 says: the row has no key. Of `high` eight bits are kept. */
  set(row: number, low: number, high: number): void {
    this.#low[row] = low;
    this.#high[row] = high;
    if (low === 0 && this.#high[row] === 0) this.#low[row] = 1;
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
    const found = new RowBits();
    const rounds = Math.max(1, Math.ceil(this.#low.length / hashesAtOnce));
    const slots = new Int32Array(
      2 * Math.min(hashesAtOnce, 2 ** Math.ceil(Math.log2(this.#low.length + 16))),
    );
    for (let round = 0; round < rounds; round += 1) this.#compare(round, rounds, slots.fill(0), found);
    return found;
  }

  /** Compares the hashes of one round. @param slots for the row + 1 of the first with its hash; a power of two of them */
  #compare(round: number, rounds: number, slots: Int32Array, found: RowBits): void {
    const low = this.#low;
    const high = this.#high;
    const mask = slots.length - 1;
    for (let row = 0; row < low.length; row += 1) {
      const hash = low[row] as number;
      if (rounds > 1 && hash % rounds !== round) continue;
      if (hash === 0 && high[row] === 0) continue;
      let slot = Math.floor(hash / rounds) & mask;
      for (;;) {
        const other = (slots[slot] as number) - 1;
        if (other < 0) {
          slots[slot] = row + 1;
          break;
        }
        if (low[other] === hash && high[other] === high[row]) {
          found.add(other);
          found.add(row);
          break;
        }
        slot = (slot + 1) & mask;
      }
    }
  }
}
