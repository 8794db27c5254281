import "server-only";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createRecordWalker, parseRecord } from "../csv/record-walker";

interface Source {
  path: string;
  headerBytes: number;
}
interface Range {
  first_row: number;
  byte_start: number;
  byte_end: number;
}

/** Cells by field path. */
export type Values = Record<string, string>;

export async function readHeader({ path, headerBytes }: Source): Promise<string[]> {
  const file = await open(path);
  try {
    const bytes = Buffer.alloc(headerBytes);
    await file.read(bytes, 0, headerBytes, 0);
    return parseRecord(bytes);
  } finally {
    await file.close();
  }
}

/**
 * Reads records out of a batch's byte range, up to the last one that is wanted.
 * @param rows 1-based numbers in the staged file
 */
export async function readRecords(
  { path }: Source,
  header: readonly string[],
  range: Range,
  rows: readonly number[],
): Promise<Map<number, Values>> {
  const wanted = new Set(rows);
  const last = Math.max(...rows);
  const found = new Map<number, Values>();
  const ends: [row: number, start: number, end: number][] = [];
  // Without the header the walker's first record is the range's first row.
  const walker = createRecordWalker((index, start, end) => ends.push([range.first_row + index, start, end]));
  let kept: Buffer = Buffer.alloc(0);
  let keptFrom = 0;
  const take = () => {
    for (const [row, start, end] of ends.splice(0)) {
      if (wanted.has(row))
        found.set(row, toValues(header, parseRecord(kept.subarray(start - keptFrom, end - keptFrom))));
      kept = kept.subarray(end - keptFrom);
      keptFrom = end;
    }
  };
  const bytes = createReadStream(path, {
    start: range.byte_start,
    end: range.byte_end - 1,
    highWaterMark: 256 * 1024,
  });
  for await (const chunk of bytes) {
    kept = Buffer.concat([kept, chunk]);
    walker.push(chunk);
    take();
    if (found.has(last)) return found;
  }
  walker.end();
  take();
  return found;
}

function toValues(header: readonly string[], cells: readonly string[]): Values {
  return Object.fromEntries(header.map((path, at): [string, string] => [path, cells[at] ?? ""]));
}
