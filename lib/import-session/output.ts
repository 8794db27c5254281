import type { CsvWorkerClient } from "@/lib/csv-worker/client";
import type { WrittenFile } from "@/lib/csv-worker/protocol";

/** Begins to write at a byte of the output; see `CsvWorkerClient.write`. */
export type WriteFrom = (
  from: number,
  options: Pick<Parameters<CsvWorkerClient["write"]>[3], "onBytes"> & { signal: AbortSignal },
) => Promise<WrittenFile>;

interface Piece {
  blob: Blob;
  /** Behind its last byte, in the output. */
  end: number;
}

export interface Chunk {
  value: Blob;
  /** The output ends with it. */
  done: boolean;
}

/**
 * A blob lies in the browser until garbage is collected, and is no reason to do so for Chromium. Arrays are, by their size,
 * and pages of them that are never written to take no memory: each chunk holds one of so many times its size.
 */
const weight = 8;
/** Bytes that wait here as blobs, which lie with the browser: a chunk that is under way, and the next. */
const mostWaiting = 8 * 1_048_576;

/** One run of the writer, with the bytes that wait and those that may have to be sent again. */
class Run {
  readonly #stop = new AbortController();
  readonly written: Promise<WrittenFile>;
  #pieces: Piece[] = [];
  /** Give back what was copied, and have the writer go on. */
  #copied: (() => void)[] = [];
  /** Of the first byte that is still here, and behind the last that came. */
  #start: number;
  #end: number;
  /** Set when the writer ended, well or not. */
  #ended: Promise<WrittenFile> | null = null;
  #goOn = () => {};

  constructor(write: WriteFrom, from: number) {
    this.#start = from;
    this.#end = from;
    this.written = write(from, {
      signal: this.#stop.signal,
      onBytes: (bytes, taken) => this.#add(bytes, taken),
    });
    const ended = () => {
      this.#ended = this.written;
      this.#goOn();
    };
    this.written.then(ended, ended);
  }

  get end(): number {
    return this.#end;
  }

  reaches(offset: number): boolean {
    return offset >= this.#start && offset <= this.#end;
  }

  #add(bytes: Uint8Array<ArrayBuffer>, taken: () => void): void {
    this.#end += bytes.length;
    // Copied here, a piece at a time, and read by the browser where it is sent: a request of bytes is copied whole by the
    // page's thread.
    this.#pieces.push({ blob: new Blob([bytes]), end: this.#end });
    this.#copied.push(taken);
    this.#giveBack();
    this.#goOn();
  }

  /** The page holds no bytes itself, but for the few that the writer made while as much waits as may. */
  #giveBack(): void {
    if (this.#end - this.#start >= mostWaiting) return;
    for (const taken of this.#copied.splice(0)) taken();
  }

  #dropBefore(from: number): void {
    this.#pieces = this.#pieces.filter(({ end }) => end > from);
    this.#start = from;
    this.#giveBack();
  }

  /** @throws what ended the writer */
  async slice(from: number, to: number): Promise<Chunk> {
    this.#dropBefore(from);
    // One byte more says that the output does not end here.
    while (this.#end <= to && this.#ended === null)
      await new Promise<void>((resolve) => {
        this.#goOn = resolve;
      });
    await this.#ended;
    return { value: this.#between(from, Math.min(to, this.#end)), done: this.#end <= to };
  }

  #between(from: number, to: number): Blob {
    const parts = this.#pieces.map(({ blob, end }) => {
      const start = end - blob.size;
      return blob.slice(Math.max(0, from - start), Math.max(0, to - start));
    });
    return Object.assign(new Blob(parts), { held: new ArrayBuffer((to - from) * weight) });
  }

  stop(): void {
    this.#stop.abort();
  }
}

/**
 * What is written, as an upload takes it: in chunks, while it is made. Bytes are forgotten when a chunk behind them is asked
 * for. An upload that goes on elsewhere, as after a reload, has the output written again from there.
 */
export class Output {
  readonly #write: WriteFrom;
  #run: Run | null = null;

  constructor(write: WriteFrom) {
    this.#write = write;
  }

  /** How far it is written, in bytes; 0 where none had to be given out. */
  get writtenBytes(): number {
    const end = this.#run?.end ?? 0;
    return Number.isFinite(end) ? end : 0;
  }

  /** @throws CsvWorkerError */
  slice(from: number, to: number): Promise<Chunk> {
    let run = this.#run;
    if (run === null || !run.reaches(from)) {
      run?.stop();
      run = new Run(this.#write, from);
      this.#run = run;
    }
    return run.slice(from, to);
  }

  /** What is known at the end. An output of which nothing had to be sent is written for that alone. @throws CsvWorkerError */
  written(): Promise<WrittenFile> {
    this.#run ??= new Run(this.#write, Number.POSITIVE_INFINITY);
    return this.#run.written;
  }

  /** Ends the writer. */
  stop(): void {
    this.#run?.stop();
  }
}
