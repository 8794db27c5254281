import { appendFileSync, closeSync, openSync, readSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";

const flushAtBytes = 256 * 1024;

/**
 * A list of JSON values kept on disk, so that a million of them cost a few megabytes of memory: only where each one
 * starts is held. A value that is replaced or removed keeps its place in the list. Nothing is flushed to survive a crash.
 */
export class RecordLog {
  readonly #path: string;
  readonly #starts: number[] = [];
  /** Places whose value is no longer the first one: where the newest lies in `#later`, or null for removed. */
  readonly #changed = new Map<number, number | null>();
  #later: RecordLog | null = null;
  #removed = 0;
  #pending: string[] = [];
  #pendingBytes = 0;
  #size = 0;

  /** @param path a file that does not exist yet; it is made with the first flush */
  constructor(path: string) {
    this.#path = path;
  }

  /** Places, those of removed values included. */
  get length(): number {
    return this.#starts.length;
  }

  get removed(): number {
    return this.#removed;
  }

  isRemoved(index: number): boolean {
    return this.#changed.get(index) === null;
  }

  append(value: unknown): void {
    const line = `${JSON.stringify(value)}\n`;
    const bytes = Buffer.byteLength(line);
    this.#starts.push(this.#size);
    this.#size += bytes;
    this.#pending.push(line);
    this.#pendingBytes += bytes;
    if (this.#pendingBytes >= flushAtBytes) this.#flush();
  }

  replace(index: number, value: unknown): void {
    this.#later ??= new RecordLog(`${this.#path}.later`);
    if (this.isRemoved(index)) this.#removed -= 1;
    this.#changed.set(index, this.#later.length);
    this.#later.append(value);
  }

  remove(index: number): void {
    if (!this.isRemoved(index)) this.#removed += 1;
    this.#changed.set(index, null);
  }

  /** The values of up to `count` places from index `from` on, oldest first; undefined where one was removed. */
  read(from: number, count: number): unknown[] {
    const start = this.#starts[from];
    if (start === undefined || count <= 0) return [];
    this.#flush();
    const end = this.#starts[from + count] ?? this.#size;
    const bytes = Buffer.alloc(end - start);
    const file = openSync(this.#path, "r");
    try {
      readSync(file, bytes, 0, bytes.length, start);
    } finally {
      closeSync(file);
    }
    const lines = bytes.toString("utf8").split("\n").slice(0, -1);
    const values = lines.map((line): unknown => JSON.parse(line));
    return this.#changed.size === 0 ? values : values.map((value, at) => this.#newest(from + at, value));
  }

  /** Every value, five hundred at a time; others have their turn in between. */
  async *pages(): AsyncGenerator<unknown[]> {
    for (let from = 0; from < this.length; from += 500) {
      yield this.read(from, 500);
      await turn();
    }
  }

  #newest(index: number, first: unknown): unknown {
    const place = this.#changed.get(index);
    if (place === undefined) return first;
    return place === null ? undefined : this.#later?.read(place, 1)[0];
  }

  #flush(): void {
    if (this.#pending.length === 0) return;
    appendFileSync(this.#path, this.#pending.join(""));
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}
