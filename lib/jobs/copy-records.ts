import "server-only";
import { createReadStream } from "node:fs";
import { createRecordWalker } from "../csv/record-walker";

const newline = Buffer.from("\n");

/**
 * The header line of a staged file and some of its records, byte for byte, each ended by a line feed: a staged file of its
 * own.
 * @param source.headerBytes header line with its newline
 * @param rows 1-based numbers of records, ascending
 */
export async function* copyRecords(
  source: { path: string; headerBytes: number },
  rows: readonly number[],
): AsyncGenerator<Buffer> {
  const wanted = new Set(rows);
  const last = rows.at(-1) ?? 0;
  const ends: [record: number, start: number, end: number][] = [];
  const walker = createRecordWalker((record, start, end) => ends.push([record, start, end]));
  let kept: Buffer = Buffer.alloc(0);
  let keptFrom = 0;
  function* take(): Generator<Buffer> {
    for (const [record, start, end] of ends.splice(0)) {
      // The walker's record 0 is the header.
      if (record === 0 || wanted.has(record)) yield closed(kept.subarray(start - keptFrom, end - keptFrom));
      kept = kept.subarray(end - keptFrom);
      keptFrom = end;
    }
  }
  for await (const chunk of createReadStream(source.path, { highWaterMark: 256 * 1024 })) {
    const bytes: Buffer = chunk;
    kept = Buffer.concat([kept, bytes]);
    walker.push(bytes);
    const reached = Math.max(0, ...ends.slice(-1).map(([record]) => record));
    yield* take();
    if (reached >= last) return;
  }
  walker.end();
  yield* take();
}

/** The last record of a file may stand without a newline. */
const closed = (record: Buffer): Buffer =>
  record.at(-1) === newline[0] ? record : Buffer.concat([record, newline]);
