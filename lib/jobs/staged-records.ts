import "server-only";
import { createReadStream } from "node:fs";
import { createRecordWalker } from "../csv/record-walker";

/** One record of a staged file, its newline included where it has one. */
export interface StagedRecord {
  /** Counted from where the range begins. */
  index: number;
  bytes: Buffer;
}

const chunkBytes = 256 * 1024;

/**
 * The records of a staged file, or of a byte range that begins with one, in their order, as many at a time as a piece of
 * the file holds. The bytes are views of what was read: whoever keeps them copies them.
 * @param range `end` is exclusive; without it the whole file, whose record 0 is the header
 * @throws RecordError for a file that is not canonical; the error of the file system
 */
export async function* stagedRecords(
  path: string,
  range?: { start: number; end: number },
): AsyncGenerator<StagedRecord[]> {
  const ends: [index: number, start: number, end: number][] = [];
  const walker = createRecordWalker((index, start, end) => ends.push([index, start, end]));
  let kept: Buffer = Buffer.alloc(0);
  let keptFrom = 0;
  const take = (): StagedRecord[] => {
    const records = ends.splice(0).map(([index, start, end]) => ({
      index,
      bytes: kept.subarray(start - keptFrom, end - keptFrom),
    }));
    const taken = records.reduce((sum, { bytes }) => sum + bytes.length, 0);
    kept = kept.subarray(taken);
    keptFrom += taken;
    return records;
  };
  const bounds = range ? { start: range.start, end: range.end - 1 } : {};
  for await (const chunk of createReadStream(path, { ...bounds, highWaterMark: chunkBytes })) {
    const bytes: Buffer = chunk;
    kept = kept.length === 0 ? bytes : Buffer.concat([kept, bytes]);
    walker.push(bytes);
    yield take();
  }
  walker.end();
  yield take();
}
