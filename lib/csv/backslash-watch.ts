import type { Reading } from "./reading";
import { ESCAPED, QUOTED, type RecordBatch } from "./record-batch";

const BACKSLASH = 0x5c;

/** Where a pair of backslashes stands: `quoted`, in a cell in quotes; `plain`, in one without. */
export interface PairPlace {
  /** 0-based cell. */
  column: number;
  kind: "quoted" | "plain";
}

/** What writers that escape put behind a backslash: it says nothing of whether this one does. */
const neutral = new Set([..."ntr0N,;|\t\r\n"].map((character) => character.charCodeAt(0)));

const none: ReadonlyMap<number, PairPlace> = new Map();

/**
 * Whether backslashes may escape something though none stands before a quote. A writer that escapes doubles those that are
 * text: where all of them come in pairs, the file can be read either way. One that stands alone before a letter, as in
 * C:\Users, says that they are text.
 */
export class BackslashWatch {
  readonly #hasQuotes: boolean;
  /** Pairs in quotes are one backslash each, for certain. */
  readonly #escapes: boolean;
  readonly #pairs: Record<PairPlace["kind"], boolean> = { quoted: false, plain: false };
  readonly #alone: Record<PairPlace["kind"], boolean> = { quoted: false, plain: false };

  constructor({ quote, escape: escaping }: Pick<Reading, "quote" | "escape">) {
    this.#hasQuotes = quote.value !== null;
    this.#escapes = escaping !== undefined && (escaping.value !== null || escaping.chosen);
  }

  /** The first pair of each record of a batch that has one. */
  look(batch: RecordBatch): ReadonlyMap<number, PairPlace> {
    const { bytes, count } = batch;
    const end = batch.ends[count - 1] ?? 0;
    let at = this.#isSettled() ? -1 : bytes.indexOf(BACKSLASH, batch.starts[0] ?? 0);
    if (at === -1 || at >= end) return none;
    const found = new Map<number, PairPlace>();
    let record = 0;
    while (at !== -1 && at < end && !this.#isSettled()) {
      while ((batch.ends[record] as number) <= at) record += 1;
      let behind = at + 1;
      while (bytes[behind] === BACKSLASH) behind += 1;
      if (at >= (batch.starts[record] as number)) this.#note(batch, { record, at, behind }, found);
      at = bytes.indexOf(BACKSLASH, behind);
    }
    return found;
  }

  #isSettled(): boolean {
    return this.#alone.plain && (this.#alone.quoted || this.#escapes || !this.#hasQuotes);
  }

  /** @param run of backslashes: their record, where they begin, and what stands behind them */
  #note(
    { bytes, firstCells, cellEnds, cellKinds }: RecordBatch,
    { record, at, behind }: { record: number; at: number; behind: number },
    found: Map<number, PairPlace>,
  ): void {
    const first = firstCells[record] as number;
    let cell = first;
    while (cell + 1 < (firstCells[record + 1] as number) && (cellEnds[cell] as number) <= at) cell += 1;
    const kind = cellKinds[cell] === QUOTED || cellKinds[cell] === ESCAPED ? "quoted" : "plain";
    if ((behind - at) % 2 === 1) {
      if (!neutral.has(bytes[behind] as number)) this.#alone[kind] = true;
      return;
    }
    if (found.has(record)) return;
    this.#pairs[kind] = true;
    found.set(record, { column: cell - first, kind });
  }

  /** Where pairs may stand for one backslash each; `null`: nowhere, for all that was seen. */
  doubt(): PairPlace["kind"] | null {
    if (!this.#escapes && this.#alone.quoted) return null;
    if (!this.#escapes && this.#pairs.quoted) return "quoted";
    return this.#pairs.plain && !this.#alone.plain ? "plain" : null;
  }
}
