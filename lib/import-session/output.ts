import type { CsvWorkerClient } from "@/lib/csv-worker/client";
import { heavyBlob } from "@/lib/csv-worker/heavy-blob";
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

/** Bytes that wait here, as blobs, which lie with the browser: a chunk that is under way, and the next. */
const mostWaiting = 8 * 1_048_576;

/** The page's thread stands still for a collection, while other threads wait for a processor to help with it: half as many. */
const pageWeight = 4;

/** One run of the writer, with the bytes that wait and those that may have to be sent again. */
class Run {
  readonly #stop = new AbortController();
  readonly written: Promise<WrittenFile>;
  #pieces: Piece[] = [];
  /** Have the writer go on. */
  #untaken: (() => void)[] = [];
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
      onBytes: (blob, taken) => this.#add(blob, taken),
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

  #add(blob: Blob, taken: () => void): void {
    this.#end += blob.size;
    this.#pieces.push({ blob, end: this.#end });
    this.#untaken.push(taken);
    this.#take();
    this.#goOn();
  }

  /** Nothing more is taken while as much waits as may, but for the few pieces that the writer makes meanwhile. */
  #take(): void {
    if (this.#end - this.#start >= mostWaiting) return;
    for (const taken of this.#untaken.splice(0)) taken();
  }

  #dropBefore(from: number): void {
    this.#pieces = this.#pieces.filter(({ end }) => end > from);
    this.#start = from;
    this.#take();
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
    const parts = this.#pieces.flatMap(({ blob, end }) => {
      const start = end - blob.size;
      if (start >= to || end <= from) return [];
      // To cut one, the page's thread waits for the browser.
      const isWhole = start >= from && end <= to;
      return isWhole ? blob : blob.slice(Math.max(0, from - start), to - start);
    });
    return heavyBlob(parts, pageWeight);
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
