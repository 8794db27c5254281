import { appendFileSync, closeSync, openSync, readSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";

const flushAtBytes = 256 * 1024;

/**
 * A list of JSON values kept on disk, so that a million of them cost a few megabytes of memory: only where each one
 * starts is held. Values are appended and read, never changed. Nothing is flushed to survive a crash.
 */
export class RecordLog {
  readonly #path: string;
  readonly #starts: number[] = [];
  #pending: string[] = [];
  #pendingBytes = 0;
  #size = 0;

  /** @param path a file that does not exist yet; it is made with the first flush */
  constructor(path: string) {
    this.#path = path;
  }

  get length(): number {
    return this.#starts.length;
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

  /** Up to `count` values from index `from` on, oldest first. */
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
    return lines.map((line): unknown => JSON.parse(line));
  }

  /** Every value, five hundred at a time; others have their turn in between. */
  async *pages(): AsyncGenerator<unknown[]> {
    for (let from = 0; from < this.length; from += 500) {
      yield this.read(from, 500);
      await turn();
    }
  }

  #flush(): void {
    if (this.#pending.length === 0) return;
    appendFileSync(this.#path, this.#pending.join(""));
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}
