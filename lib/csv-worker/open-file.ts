import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type Checkpoint, createBatchReader, type ReadOptions } from "@/lib/csv/batch-reader";
import { type EncodingFound, encodingOf } from "@/lib/csv/detect-encoding";
import { type DetectedReading, detectReading } from "@/lib/csv/detect-reading";
import { FactsBuilder } from "@/lib/csv/facts-builder";
import type { FileFacts } from "@/lib/csv/file-facts";
import { ReadError } from "@/lib/csv/read-error";
import type { ReadingOverrides } from "@/lib/csv/reading";
import type { Characters } from "@/lib/csv/utf8-check";
import { type PassOptions, passOver, readSlice } from "./file-pass";
import { madeReading, type TextFile } from "./made-text";

/** The beginning of a record, and how many data rows stand before it. */
export interface RowMark {
  from: Checkpoint;
  dataRows: number;
}

/** The file the worker holds: its receipt, and a mark every slice or so to begin reading at. */
export interface OpenedFile {
  file: File;
  facts: FileFacts;
  /** How every pass reads it, so that all find the same records. */
  dialect: ReadOptions;
  marks: readonly RowMark[];
  /** Of the bytes the receipt speaks of. */
  checksum: string;
}

export interface OpenOptions extends PassOptions {
  onHead(facts: FileFacts): void;
}

/**
 * Reads the whole file once for its receipt. When bytes deep in a file that began as UTF-8 are none, it is read again as
 * what they say, unless a person chose the encoding.
 *
 * @throws ReadError, TaskError
 */
export async function openFile(
  { file, made }: TextFile,
  chosen: ReadingOverrides,
  options: OpenOptions,
): Promise<OpenedFile> {
  const overrides: ReadingOverrides = made === undefined ? chosen : { ...chosen, ...madeReading };
  const head = await readSlice(file, 0, Math.min(options.sliceBytes, file.size));
  const isWhole = head.length === file.size;
  const detected = detectReading(head, isWhole, overrides);
  const { opened, encoding } = await openOnce(file, detected, options);
  if (encoding === null) return opened;
  const again = detectReading(head, isWhole, { ...overrides, encoding: encoding.encoding.value });
  again.reading.encoding = encoding.encoding;
  again.findings.unshift(...encoding.findings);
  return (await openOnce(file, again, options)).opened;
}

/** @returns with `encoding` when the bytes speak for another than the one detected */
async function openOnce(
  file: File,
  detected: DetectedReading,
  options: OpenOptions,
): Promise<{ opened: OpenedFile; encoding: EncodingFound | null }> {
  const { reading, width } = detected;
  const { name, size: sizeBytes, lastModified } = file;
  const builder = new FactsBuilder({ name, sizeBytes, lastModified }, detected);
  const dialect: ReadOptions = {
    encoding: reading.encoding.value,
    delimiter: reading.delimiter.value,
    quote: reading.quote.value,
    escape: reading.escape?.value ?? null,
    width,
  };
  const reader = createBatchReader(dialect);
  const marks: RowMark[] = [];
  const hash = sha256.create();
  const checksum = await passOver(file, options, (bytes, isLast) => {
    hash.update(bytes);
    const batch = reader.read(bytes, isLast);
    builder.add(batch, reader.firstFileRow());
    if (isLast) return builder.rows;
    if (marks.length === 0) options.onHead(builder.facts(reader.newline(), null));
    const from = reader.checkpoint();
    if (from !== null) marks.push({ from, dataRows: builder.rows });
    return builder.rows;
  });
  const facts = builder.facts(reader.newline(), bytesToHex(hash.digest()));
  const opened = { file, facts, dialect, marks, checksum };
  const { encoding, byteOrderMark } = reading;
  const characters = reader.characters();
  const found = encoding.value === "utf-8" && !byteOrderMark ? encodingOf(characters) : null;
  if (found === null || found.encoding.value === "utf-8") return { opened, encoding: null };
  if (encoding.chosen) throw notUtf8(characters);
  return { opened, encoding: found };
}

/** A few bytes that are no characters stay with their rows; so many are another encoding. */
function notUtf8({ first }: Characters): ReadError {
  const byte = (first?.byte ?? 0).toString(16).toUpperCase().padStart(2, "0");
  const place = `Byte ${((first?.offset ?? 0) + 1).toLocaleString("en-GB")} (0x${byte})`;
  return new ReadError("invalid_bytes", `${place} cannot be read as UTF-8. Choose another encoding.`);
}
