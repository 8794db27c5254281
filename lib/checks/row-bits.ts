import type { RowRuns } from "./edit";

const pageRows = 32_768;
const pageWords = pageRows / 32;

function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The words of a page from bit `from` to bit `to`, both included, as masks. */
function masked(word: number, from: number, to: number): number {
  const low = Math.max(0, from - word * 32);
  const high = Math.min(31, to - word * 32);
  return ((0xffffffff << low) & (0xffffffff >>> (31 - high))) >>> 0;
}

/**
 * A set of data rows by their positions. A bit each, in pages that are made when they are needed: a million rows are
 * 125 kB at the most. Counting and stepping go page by page.
 */
export class RowBits {
  readonly #pages: (Uint32Array | undefined)[] = [];
  readonly #counts: number[] = [];
  #size = 0;

  static of(runs: RowRuns): RowBits {
    const bits = new RowBits();
    for (const run of runs) {
      if (typeof run === "number") bits.add(run);
      else bits.addRun(run[0], run[1]);
    }
    return bits;
  }

  get size(): number {
    return this.#size;
  }

  has(row: number): boolean {
    const page = this.#pages[Math.floor(row / pageRows)];
    if (page === undefined) return false;
    const bit = row % pageRows;
    return (((page[bit >>> 5] as number) >>> (bit & 31)) & 1) === 1;
  }

  add(row: number): void {
    this.addRun(row, row);
  }

  delete(row: number): void {
    if (!this.has(row)) return;
    const number = Math.floor(row / pageRows);
    const bit = row % pageRows;
    const page = this.#pages[number] as Uint32Array;
    page[bit >>> 5] = ((page[bit >>> 5] as number) & ~(1 << (bit & 31))) >>> 0;
    this.#counts[number] = (this.#counts[number] ?? 0) - 1;
    this.#size -= 1;
  }

  /** Adds the rows from `first` to `last`, both included. */
  addRun(first: number, last: number): void {
    for (let number = Math.floor(first / pageRows); number * pageRows <= last; number += 1) {
      const page = this.#page(number);
      const from = Math.max(0, first - number * pageRows);
      const to = Math.min(pageRows - 1, last - number * pageRows);
      let added = 0;
      for (let word = from >>> 5; word <= to >>> 5; word += 1) {
        const before = page[word] as number;
        const after = (before | masked(word, from, to)) >>> 0;
        page[word] = after;
        added += bitsIn(after ^ before);
      }
      this.#counts[number] = (this.#counts[number] ?? 0) + added;
      this.#size += added;
    }
  }

  addAll(other: RowBits): void {
    this.#combine(other, (mine, theirs) => mine | theirs);
  }

  deleteAll(other: RowBits): void {
    this.#combine(other, (mine, theirs) => mine & ~theirs);
  }

  /** How many of the set stand before `row`. */
  rank(row: number): number {
    const last = Math.floor(row / pageRows);
    let count = 0;
    for (let number = 0; number < last; number += 1) count += this.#counts[number] ?? 0;
    const page = this.#pages[last];
    const bit = row % pageRows;
    if (page === undefined || bit === 0) return count;
    for (let word = 0; word <= (bit - 1) >>> 5; word += 1)
      count += bitsIn((page[word] as number) & masked(word, 0, bit - 1));
    return count;
  }

  /** The row at a 0-based place of the set; `undefined` beyond its end. */
  at(place: number): number | undefined {
    let left = place;
    for (let number = 0; number < this.#pages.length; number += 1) {
      const count = this.#counts[number] ?? 0;
      const page = this.#pages[number];
      if (page !== undefined && left < count) return number * pageRows + placeIn(page, left);
      left -= count;
    }
    return undefined;
  }

  /** The first of the set at or behind `row`. */
  next(row: number): number | undefined {
    return this.at(this.rank(Math.max(0, row)));
  }

  /** The last of the set at or before `row`. */
  previous(row: number): number | undefined {
    const before = this.rank(row + 1);
    return before === 0 ? undefined : this.at(before - 1);
  }

  /** At most `count` of the set, from its 0-based place `from` on. */
  slice(from: number, count: number): number[] {
    const found: number[] = [];
    for (let row = this.at(from); row !== undefined && found.length < count; row = this.next(row + 1))
      found.push(row);
    return found;
  }

  runs(): RowRuns {
    const runs: RowRuns = [];
    let first = -1;
    let last = -1;
    const close = () => {
      if (first >= 0) runs.push(first === last ? first : [first, last]);
    };
    for (const row of this.rows()) {
      if (row !== last + 1 || first < 0) {
        close();
        first = row;
      }
      last = row;
    }
    close();
    return runs;
  }

  *rows(): Generator<number, void> {
    for (const [number, page] of this.#pages.entries()) {
      if (page === undefined || this.#counts[number] === 0) continue;
      for (let word = 0; word < pageWords; word += 1) {
        for (let rest = page[word] as number; rest !== 0; rest = (rest & (rest - 1)) >>> 0)
          yield number * pageRows + word * 32 + 31 - Math.clz32(rest & -rest);
      }
    }
  }

  #page(number: number): Uint32Array {
    const page = this.#pages[number] ?? new Uint32Array(pageWords);
    while (this.#pages.length <= number) this.#pages.push(undefined);
    this.#pages[number] = page;
    return page;
  }

  #combine(other: RowBits, word: (mine: number, theirs: number) => number): void {
    for (const [number, theirs] of other.#pages.entries()) {
      if (theirs === undefined || other.#counts[number] === 0) continue;
      const mine = this.#page(number);
      let count = 0;
      for (let at = 0; at < pageWords; at += 1) {
        const after = word(mine[at] as number, theirs[at] as number) >>> 0;
        mine[at] = after;
        count += bitsIn(after);
      }
      this.#size += count - (this.#counts[number] ?? 0);
      this.#counts[number] = count;
    }
  }
}

/** The bit of a page that has `before` others before it. */
function placeIn(page: Uint32Array, before: number): number {
  let left = before;
  for (let word = 0; word < pageWords; word += 1) {
    let rest = page[word] as number;
    const count = bitsIn(rest);
    if (left >= count) {
      left -= count;
      continue;
    }
    for (; left > 0; left -= 1) rest = (rest & (rest - 1)) >>> 0;
    return word * 32 + 31 - Math.clz32(rest & -rest);
  }
  throw new RangeError(`No bit ${before} in the page`);
}
