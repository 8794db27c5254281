import type { RowFilter } from "@/lib/checks/edit";
import type { GridRow } from "@/lib/csv-worker/protocol";
import type { GridSource } from "./grid-source";

/** So many cells are read at once: more would hold the page up while they come over from the worker. */
const windowCells = 12_000;
/** So many windows are kept: enough to scroll back without a flicker, small enough for a file of any size. */
const mostWindows = 30;
/** Lines read beyond what is in sight. */
const aheadLines = 40;

interface Window {
  rows: readonly GridRow[];
  version: number;
}

export interface ReadRows {
  windows: ReadonlyMap<number, Window>;
  failure: string | null;
}

const nothingRead: ReadRows = { windows: new Map(), failure: null };

/**
 * Rows of a view, read a window at a time when they come into sight, one read after another: who drags along a million
 * rows reads where the thumb rests. After an edit the rows in sight are read anew, and stand until then.
 */
export class RowWindows {
  readonly #source: Pick<GridSource, "rows">;
  readonly #filter: RowFilter;
  readonly #size: number;
  readonly #listeners = new Set<() => void>();
  #read = nothingRead;
  #version = 0;
  #sight = { from: 0, to: -1 };
  #reading: number | null = null;

  /** @param columns cells a row has */
  constructor(source: Pick<GridSource, "rows">, filter: RowFilter, columns: number) {
    this.#source = source;
    this.#filter = filter;
    this.#size = Math.max(20, Math.min(200, Math.floor(windowCells / Math.max(1, columns))));
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): ReadRows => this.#read;

  rowAt(line: number, { windows }: ReadRows): GridRow | undefined {
    return windows.get(Math.floor(line / this.#size))?.rows[line % this.#size];
  }

  /** Says which lines are in sight, first and last. */
  see(from: number, to: number): void {
    this.#sight = { from: Math.max(0, from - aheadLines), to: to < from ? -1 : to + aheadLines };
    this.#readNext();
  }

  /** The rows may be others now. */
  renew(): void {
    this.#version += 1;
    this.#readNext();
  }

  retry(): void {
    this.#tell({ ...this.#read, failure: null });
    this.#readNext();
  }

  #next(): number | null {
    const first = Math.floor(this.#sight.from / this.#size);
    const last = Math.floor(this.#sight.to / this.#size);
    for (let number = first; number <= last; number += 1)
      if (this.#read.windows.get(number)?.version !== this.#version) return number;
    return null;
  }

  #readNext(): void {
    const number = this.#next();
    if (this.#reading !== null || this.#read.failure !== null || number === null || this.#sight.to < 0)
      return;
    const version = this.#version;
    this.#reading = number;
    const options = { filter: this.#filter };
    this.#source.rows(number * this.#size, this.#size, options).then(
      (rows) => {
        this.#reading = null;
        // What was read before an edit is read again.
        if (version === this.#version) this.#keep(number, { rows, version });
        this.#readNext();
      },
      (error: unknown) => {
        this.#reading = null;
        this.#tell({ ...this.#read, failure: error instanceof Error ? error.message : String(error) });
      },
    );
  }

  #keep(number: number, window: Window): void {
    const windows = new Map(this.#read.windows);
    windows.delete(number);
    windows.set(number, window);
    for (const oldest of windows.keys()) {
      if (windows.size <= mostWindows) break;
      windows.delete(oldest);
    }
    this.#tell({ ...this.#read, windows });
  }

  #tell(read: ReadRows): void {
    this.#read = read;
    for (const listener of [...this.#listeners]) listener();
  }
}
