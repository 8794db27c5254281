import { BackslashWatch, type PairPlace } from "./backslash-watch";
import type { Finding } from "./file-facts";
import { grouped } from "./grouped";
import type { Reading } from "./reading";
import type { RecordBatch } from "./record-batch";

const shownRows = 3;

/** What is to be said about pairs of backslashes that may stand for one each. */
export class BackslashPairs {
  readonly #watch: BackslashWatch;
  #count = 0;
  #first: { fileRow: number; line: number } | null = null;
  readonly #rows: string[][] = [];

  constructor(reading: Pick<Reading, "quote" | "escape">) {
    this.#watch = new BackslashWatch(reading);
  }

  look(batch: RecordBatch): ReadonlyMap<number, PairPlace> {
    return this.#watch.look(batch);
  }

  /** A data row with a pair, as it is read. */
  add(place: { fileRow: number; line: number }, cells: string[]): void {
    this.#count += 1;
    this.#first ??= place;
    if (this.#rows.length < shownRows) this.#rows.push(cells);
  }

  findings(): Finding[] {
    const doubt = this.#watch.doubt();
    if (doubt === null || this.#first === null) return [];
    const count = this.#count;
    const where = `row ${grouped(this.#first.fileRow)}`;
    const said = { count, ...this.#first };
    if (doubt === "plain") {
      const message = `All backslashes stand in pairs, first in ${where}, in cells without quotes. They are kept as they stand.`;
      return [{ code: "backslash_pairs", severity: "warning", message, ...said }];
    }
    const message = `All backslashes stand in pairs, first in ${where}: each pair may be meant as one. Look at the rows and choose.`;
    const inOne = this.#rows.map((cells) => cells.map((cell) => cell.replaceAll("\\\\", "\\")));
    const choices = [
      { label: "A pair is two backslashes", current: true, change: { escape: null }, rows: this.#rows },
      { label: "A pair is one backslash", current: false, change: { escape: "\\" as const }, rows: inOne },
    ];
    return [{ code: "escape_tie", severity: "warning", message, ...said, choices }];
  }
}
