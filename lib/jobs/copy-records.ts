import "server-only";
import { stagedRecords } from "./staged-records";

const newline = Buffer.from("\n");

/**
 * The header line of a staged file and some of its records, byte for byte, each ended by a line feed: a staged file of its
 * own.
 * @param rows 1-based numbers of records, ascending
 */
export async function* copyRecords(
  source: { path: string },
  rows: readonly number[],
): AsyncGenerator<Buffer> {
  const wanted = new Set(rows);
  const last = rows.at(-1) ?? 0;
  for await (const records of stagedRecords(source.path)) {
    // Record 0 is the header.
    for (const { index, bytes } of records) if (index === 0 || wanted.has(index)) yield closed(bytes);
    if ((records.at(-1)?.index ?? 0) >= last) return;
  }
}

/** The last record of a file may stand without a newline. */
const closed = (record: Buffer): Buffer =>
  record.at(-1) === newline[0] ? record : Buffer.concat([record, newline]);
