import { ByteScanner } from "./byte-scanner";
import { Checksum } from "./checksum";
import type { Dialect } from "./dialect";
import type { Kernel } from "./kernel";
import type { Encoding, Newline } from "./reading";
import { type FlawPlace, firstRecords, type RecordBatch } from "./record-batch";
import { createUtf8Source } from "./to-utf8";
import { type Characters, Utf8Check } from "./utf8-check";

export interface ReadOptions extends Dialect {
  encoding: Encoding;
}

/** The beginning of a record in a file. */
export interface Checkpoint {
  byteOffset: number;
  fileRow: number;
  line: number;
}

/** Reads a file chunk by chunk into batches of records. Any chunks of the same bytes give the same records. */
export interface BatchReader {
  /** The records these bytes complete; with `isLast` all that are left. The batch is valid until the next call. */
  read(bytes: Uint8Array, isLast: boolean): RecordBatch;
  /** Number of the first record of the last batch, as a spreadsheet counts. */
  firstFileRow(): number;
  /** Where the record that comes next begins, so that reading can begin there; `null` where it cannot. */
  checkpoint(): Checkpoint | null;
  /** How lines outside quotes have ended so far. */
  newline(): { value: Newline; evidence: string };
  /** The first line that ends in another way than those before it. */
  mixedLine(): number | null;
  /** What was seen of the encoding so far. Offsets are those of the file. */
  characters(): Characters;
  /** A sum over the bytes given so far, in these slices: two passes with the same sum read the same file. */
  sum(): string;
}

/** A byte-order mark and a line that names the delimiter need so many bytes to be told. */
const openingBytes = 16;

/**
 * @param from where the bytes begin, when that is not the beginning of the file
 * @param kernel reads what is written as it should be, if given: the batches lie in its memory
 */
export function createBatchReader(
  options: ReadOptions,
  from?: Checkpoint,
  kernel: Kernel | null = null,
): BatchReader {
  const source = createUtf8Source(options.encoding, from?.byteOffset ?? 0);
  const check = new Utf8Check(options.encoding === "utf-8" ? (from?.byteOffset ?? 0) : 0, kernel);
  const sum = new Checksum(kernel);
  let scanner = new ByteScanner({ ...options, firstLine: from?.line ?? 1 }, kernel);
  let opening: Uint8Array | null = from === undefined ? new Uint8Array(0) : null;
  /** Offset of the scanner's first byte among those checked. */
  let scannedFrom = options.encoding === "utf-8" ? (from?.byteOffset ?? 0) : 0;
  let firstFileRow = from?.fileRow ?? 1;
  let lastCount = 0;
  let places: number[] = [];

  const open = (bytes: Uint8Array, isLast: boolean): Uint8Array => {
    if (opening === null) return bytes;
    const held = new Uint8Array(opening.length + bytes.length);
    held.set(opening);
    held.set(bytes, opening.length);
    opening = held;
    if (held.length < openingBytes && !isLast) return new Uint8Array(0);
    opening = null;
    const { skipped, lines } = openingOf(held);
    scannedFrom += skipped;
    if (lines > 0) scanner = new ByteScanner({ ...options, firstLine: 1 + lines }, kernel);
    return held.subarray(skipped);
  };

  return {
    read(bytes, isLast) {
      const utf8 = source.push(bytes, isLast);
      const isOpening = opening !== null;
      // The opening may begin the scanner anew.
      const bytesToScan = open(utf8, isLast);
      const taken = scanner.take(bytesToScan);
      // The kernel sums up what lies in its memory, if that is all.
      sum.update(kernel !== null && bytesToScan === bytes ? taken : bytes);
      // Of the opening not all may be taken.
      const bytesToCheck = isOpening ? utf8 : taken;
      const found =
        options.encoding === "utf-8"
          ? check.push(bytesToCheck, isLast)
          : replacements(bytesToCheck, check, source.meant());
      if (found.length > 0) places = places.concat(found);
      const scanned = scanner.scanTaken(isLast);
      firstFileRow += lastCount;
      lastCount = scanned.count;
      if (places.length === 0) return scanned;
      const marked = withInvalid(scanned, places, scannedFrom + scanner.batchOffset);
      // What no record is going to hold any more stands in the rest of one that is too long.
      const heldFrom = scannedFrom + scanner.heldFrom;
      places = marked.rest.filter((place) => place >= heldFrom);
      return marked.batch;
    },
    firstFileRow: () => firstFileRow,
    checkpoint() {
      const unfinished = opening === null ? scanner.unfinished() : null;
      const byteOffset = unfinished === null ? null : source.offsetOf(unfinished.bytes);
      if (unfinished === null || byteOffset === null) return null;
      return { byteOffset, fileRow: firstFileRow + lastCount, line: unfinished.line };
    },
    newline: () => scanner.lineEnds.found(),
    mixedLine: () => scanner.lineEnds.mixedLine,
    characters: () => check,
    sum: () => sum.value(),
  };
}

/** What stands before the first record: a byte-order mark, and a line that names the delimiter to a spreadsheet. */
function openingOf(bytes: Uint8Array): { skipped: number; lines: number } {
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const text = String.fromCharCode(...bytes.subarray(mark, mark + openingBytes));
  const line = /^"?sep=.?"?(\r\n|\r|\n|$)/i.exec(text)?.[0];
  return line === undefined ? { skipped: mark, lines: 0 } : { skipped: mark + line.length, lines: 1 };
}

/**
 * Places of U+FFFD, which a decoder writes for what is no character.
 *
 * @param meant which of them, counted from 0, stand in the file itself
 */
function replacements(utf8: Uint8Array, check: Utf8Check, meant: ReadonlySet<number>): number[] {
  const start = check.pass(utf8);
  const found: number[] = [];
  let count = 0;
  for (let at = utf8.indexOf(0xef); at !== -1; at = utf8.indexOf(0xef, at + 1)) {
    if (utf8[at + 1] !== 0xbf || utf8[at + 2] !== 0xbd) continue;
    if (!meant.has(count)) found.push(start + at);
    count += 1;
  }
  return found;
}

/** Adds a flaw to each record that holds one of the places; `rest` are those of records that are not finished. */
function withInvalid(
  batch: RecordBatch,
  places: number[],
  offset: number,
): { batch: RecordBatch; rest: number[] } {
  const flaws: FlawPlace[] = [];
  let record = 0;
  let next = 0;
  for (; next < places.length; next += 1) {
    const at = (places[next] as number) - offset;
    while (record < batch.count && (batch.starts[record + 1] ?? 0) <= at && record + 1 < batch.count)
      record += 1;
    if (record >= batch.count || at >= (batch.ends[record] as number)) {
      if (record + 1 >= batch.count) break;
      continue;
    }
    if (flaws.at(-1)?.record === record || at < (batch.starts[record] as number)) continue;
    flaws.push({ flaw: "invalid_bytes", record, ...placeOf(batch, record, at), at });
  }
  const merged = [...batch.flaws.filter((flaw) => flaw.record < batch.count), ...flaws];
  merged.sort((a, b) => a.record - b.record);
  return { batch: { ...firstRecords(batch, batch.count), flaws: merged }, rest: places.slice(next) };
}

function placeOf(batch: RecordBatch, record: number, at: number): { line: number; column: number } {
  let line = batch.lines[record] as number;
  for (let byte = batch.starts[record] as number; byte < at; byte += 1) {
    if (batch.bytes[byte] === 10 || (batch.bytes[byte] === 13 && batch.bytes[byte + 1] !== 10)) line += 1;
  }
  const first = batch.firstCells[record] as number;
  const last = batch.firstCells[record + 1] as number;
  let cell = first;
  while (cell + 1 < last && (batch.cellStarts[cell + 1] as number) <= at) cell += 1;
  return { line, column: cell - first };
}
