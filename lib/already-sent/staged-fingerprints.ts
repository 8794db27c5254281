import "server-only";
import { parseRecord } from "../csv/record-walker";
import { stagedRecords } from "../jobs/staged-records";
import { createFingerprints, type Fingerprint, type Place } from "./fingerprint";
import { type RowIdentity, rowIdentity } from "./row-identity";

/** What a staged file begins with. */
export interface Head {
  header: string[];
  /** The header line with its newline. */
  bytes: number;
}

export interface RowFingerprint extends Fingerprint {
  /** 1-based number in the staged file. */
  row: number;
}

/**
 * @returns `null` for an empty file
 * @throws RecordError; the error of the file system
 */
export async function readHead(path: string): Promise<Head | null> {
  for await (const [first] of stagedRecords(path))
    if (first) return { header: parseRecord(first.bytes), bytes: first.bytes.length };
  return null;
}

/**
 * Fingerprints of records of a staged file, in their order, some at a time.
 * @param range begins with the record that has the number `firstRow`
 * @throws RecordError; the error of the file system, `ENOENT` when the file is not there any more
 */
export async function* stagedFingerprints(
  secretKey: Buffer,
  place: Place,
  { path, head, mapping }: { path: string; head: Head; mapping: unknown },
  range: { start: number; end: number; firstRow: number },
): AsyncGenerator<RowFingerprint[]> {
  const identity: RowIdentity = rowIdentity(mapping, head.header);
  const fingerprintOf = createFingerprints(secretKey, place, head.header, identity);
  for await (const records of stagedRecords(path, range))
    yield records.map(({ index, bytes }) => ({
      row: range.firstRow + index,
      ...fingerprintOf(parseRecord(bytes)),
    }));
}
