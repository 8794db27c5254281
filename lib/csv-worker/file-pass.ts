import { Checksum } from "./checksum";
import type { Progress } from "./protocol";
import { cancelled, fileChanged } from "./task-error";

export interface PassOptions {
  sliceBytes: number;
  signal: AbortSignal;
  onProgress(progress: Progress): void;
}

/**
 * Reads a file once from beginning to end, slice by slice, so that its size is no matter of memory.
 *
 * @param onSlice gets the bytes in order and answers how many data rows were seen so far
 * @returns a sum over all bytes: two passes with the same sum read the same file
 * @throws TaskError `file_changed` when the browser finds the file changed on disk, `cancelled`
 */
export async function passOver(
  file: Blob,
  { sliceBytes, signal, onProgress }: PassOptions,
  onSlice: (bytes: Uint8Array, isLast: boolean) => number,
): Promise<string> {
  const sum = new Checksum();
  for (let from = 0; from < file.size; from += sliceBytes) {
    const to = Math.min(from + sliceBytes, file.size);
    const bytes = await readSlice(file, from, to);
    if (signal.aborted) throw cancelled();
    sum.update(bytes);
    const rows = onSlice(bytes, to === file.size);
    onProgress({ doneBytes: to, totalBytes: file.size, rows });
  }
  return sum.value();
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
