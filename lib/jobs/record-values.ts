import "server-only";
import { open } from "node:fs/promises";
import { parseRecord } from "../csv/record-walker";
import { stagedRecords } from "./staged-records";

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
  const bytesOf = { start: range.byte_start, end: range.byte_end };
  for await (const records of stagedRecords(path, bytesOf)) {
    for (const { index, bytes } of records) {
      // Without the header the first record is the range's first row.
      const row = range.first_row + index;
      if (wanted.has(row)) found.set(row, toValues(header, parseRecord(bytes)));
    }
    if (found.has(last)) break;
  }
  return found;
}

/** The cells of a record by the paths of the header. */
export function toValues(header: readonly string[], cells: readonly string[]): Values {
  return Object.fromEntries(header.map((path, at): [string, string] => [path, cells[at] ?? ""]));
}
