import type { CheckCounts } from "@/lib/checks/issue";
import type { Progress } from "./protocol";
import { cancelled, fileChanged } from "./task-error";
import { whileHeld } from "./while-held";

export interface PassOptions {
  sliceBytes: number;
  signal: AbortSignal;
  /** @param found what a check found so far; it is asked for only when it is told */
  onProgress(progress: Progress, found?: () => CheckCounts): void;
}

/** The first slice is a small one, so that the first rows need not wait for a large one. */
const firstSliceBytes = 65_536;

/**
 * Reads a file once from beginning to end, slice by slice, so that its size is no matter of memory.
 *
 * @param onSlice gets the bytes in order, for as long as it runs, and answers how many data rows were seen so far
 * @throws TaskError `file_changed` when the browser finds the file changed on disk, `cancelled`
 */
export async function passOver(
  file: Blob,
  { sliceBytes, signal, onProgress }: PassOptions,
  onSlice: (bytes: Uint8Array, isLast: boolean) => number | Promise<number>,
): Promise<void> {
  if (file.size === 0) return;
  const byob = byobReader(file);
  const reader = byob === null ? null : new SliceReader(byob, Math.min(sliceBytes, file.size));
  try {
    await whileHeld(reader ?? file, async () => {
      for (let done = 0; done < file.size; ) {
        const most = done === 0 ? Math.min(sliceBytes, firstSliceBytes) : sliceBytes;
        const to = Math.min(done + most, file.size);
        const bytes = await (reader === null ? readSlice(file, done, to) : reader.next(to - done));
        if (signal.aborted) throw cancelled();
        done += bytes.length;
        const rows = await onSlice(bytes, done === file.size);
        onProgress({ doneBytes: done, totalBytes: file.size, rows });
      }
    });
  } finally {
    reader?.end();
  }
}

/** `null` in a browser whose files have no stream of bytes: they are then read slice by slice. */
function byobReader(file: Blob): ReadableStreamBYOBReader | null {
  try {
    return file.stream().getReader({ mode: "byob" });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/**
 * Fills one buffer from the stream of a file, again and again: the platform reads ahead, and neither it nor we allocate
 * for each piece.
 */
class SliceReader {
  readonly #reader: ReadableStreamBYOBReader;
  #buffer: ArrayBuffer;

  constructor(reader: ReadableStreamBYOBReader, sliceBytes: number) {
    this.#reader = reader;
    this.#buffer = new ArrayBuffer(sliceBytes);
  }

  /** The next bytes, valid until the call after. @throws TaskError `file_changed` */
  async next(length: number): Promise<Uint8Array> {
    let filled = 0;
    while (filled < length) {
      const { done, value } = await this.#read(new Uint8Array(this.#buffer, filled, length - filled));
      if (value !== undefined) {
        this.#buffer = value.buffer;
        filled += value.length;
      }
      if (done) throw fileChanged();
    }
    return new Uint8Array(this.#buffer, 0, length);
  }

  async #read(into: Uint8Array<ArrayBuffer>) {
    try {
      return await this.#reader.read(into);
    } catch (cause) {
      throw fileChanged(cause);
    }
  }

  /** Lets go of the file; nobody need wait for it. */
  end(): void {
    // A stream that failed has nothing to be given up.
    this.#reader.cancel().catch(() => undefined);
  }
}

/**
 * The bytes of a file from `from` up to `to`.
 *
 * @throws TaskError `file_changed`
 */
export async function readSlice(file: Blob, from: number, to: number): Promise<Uint8Array> {
  let bytes: ArrayBuffer;
  try {
    bytes = await file.slice(from, to).arrayBuffer();
  } catch (cause) {
    throw fileChanged(cause);
  }
  if (bytes.byteLength !== to - from) throw fileChanged();
  return new Uint8Array(bytes);
}
