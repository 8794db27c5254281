import "server-only";
import type { FileHandle } from "node:fs/promises";

/** Bytes `start` (inclusive) to `end` (exclusive) of a file. */
interface Range {
  start: number;
  end: number;
}

const pieceBytes = 256 * 1024;

/** The staged file is shorter than its batch says. */
class ShortFileError extends Error {}

/**
 * The body in pieces: head, the ranges of the file, tail. One piece is read while the one before is on its way; two buffers
 * take turns, so a piece may be used until the next one is asked for.
 * @throws ShortFileError when the file ends before a range does
 */
export async function* readBody(
  file: FileHandle,
  head: Buffer,
  ranges: readonly Range[],
  tail: Buffer,
): AsyncGenerator<Buffer> {
  yield head;
  const pieces = ranges.flatMap(toPieces);
  const buffers = [Buffer.allocUnsafe(pieceBytes), Buffer.allocUnsafe(pieceBytes)] as const;
  const read = (index: number) => {
    const reading = readPiece(file, pieces[index], buffers[index % 2 === 0 ? 0 : 1]);
    // It is awaited when its turn comes; until then a failure has somebody who knows of it.
    reading.catch(() => undefined);
    return reading;
  };
  let ahead = read(0);
  try {
    for (let index = 1; ; index++) {
      const piece = await ahead;
      if (piece === undefined) break;
      ahead = read(index);
      yield piece;
    }
  } finally {
    // The file may be closed only when nothing is being read from it any more; how that reading ends does not matter.
    await ahead.catch(() => undefined);
  }
  yield tail;
}

function toPieces({ start, end }: Range): Range[] {
  const count = Math.ceil((end - start) / pieceBytes);
  return Array.from({ length: count }, (_, index) => {
    const from = start + index * pieceBytes;
    return { start: from, end: Math.min(from + pieceBytes, end) };
  });
}

async function readPiece(
  file: FileHandle,
  piece: Range | undefined,
  into: Buffer,
): Promise<Buffer | undefined> {
  if (!piece) return undefined;
  const length = piece.end - piece.start;
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(into, filled, length - filled, piece.start + filled);
    if (bytesRead === 0) throw new ShortFileError("the file ends before the batch does");
    filled += bytesRead;
  }
  return into.subarray(0, length);
}
