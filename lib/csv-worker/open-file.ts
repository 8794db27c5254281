import type { ColumnFacts } from "@/lib/checks/column-facts";
import { type Checkpoint, createBatchReader, type ReadOptions } from "@/lib/csv/batch-reader";
import { createCellText } from "@/lib/csv/cell-text";
import { type EncodingFound, encodingOf } from "@/lib/csv/detect-encoding";
import { type DetectedReading, detectReading } from "@/lib/csv/detect-reading";
import { FactsBuilder } from "@/lib/csv/facts-builder";
import type { FileFacts } from "@/lib/csv/file-facts";
import { type Kernel, withKernel } from "@/lib/csv/kernel";
import { ReadError } from "@/lib/csv/read-error";
import type { ReadingOverrides } from "@/lib/csv/reading";
import type { RecordBatch } from "@/lib/csv/record-batch";
import { layoutOf, type RowLayout, rowKind } from "@/lib/csv/row-kind";
import type { Characters } from "@/lib/csv/utf8-check";
import { FileProfile } from "./column-profile";
import { FileDigest } from "./file-digest";
import { type PassOptions, passOver, readSlice } from "./file-pass";
import { madeReading, type TextFile } from "./made-text";
import { SuspectRows } from "./suspect-rows";

/** The beginning of a record, and how many data rows stand before it. */
export interface RowMark {
  from: Checkpoint;
  dataRows: number;
}

/** Where the rows of a file of corrections come from, by position: each is a row of an earlier import. */
export interface Origins {
  keys: readonly string[];
  /** Of the file the first import was made from. */
  fileRows: readonly number[];
  /** What was said of it when it was sent; empty where that was nothing. */
  reasons: readonly string[];
  /** They were accepted: only those that are changed are checked and sent. */
  areDone: boolean;
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
  /** What each column shows. */
  columns: readonly ColumnFacts[];
  /** Rows that look like none that holds a record. */
  suspects: SuspectRows;
  /** Rows that a line end cut a cell of, by position. */
  cutRows: readonly number[];
  /** Its rows are rows of earlier imports. */
  origins?: Origins;
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
  const openAs = (found: DetectedReading) => withKernel((kernel) => openOnce(kernel, file, found, options));
  const { opened, encoding } = await openAs(detected);
  if (encoding === null) return opened;
  const again = detectReading(head, isWhole, { ...overrides, encoding: encoding.encoding.value });
  again.reading.encoding = encoding.encoding;
  again.findings.unshift(...encoding.findings);
  return (await openAs(again)).opened;
}

/** @returns with `encoding` when the bytes speak for another than the one detected */
async function openOnce(
  kernel: Kernel | null,
  file: File,
  detected: DetectedReading,
  options: OpenOptions,
): Promise<{ opened: OpenedFile; encoding: EncodingFound | null }> {
  const { reading } = detected;
  const { name, size: sizeBytes, lastModified } = file;
  const builder = new FactsBuilder({ name, sizeBytes, lastModified }, detected);
  const dialect = dialectOf(detected);
  const profile = new FileProfile(kernel);
  const reader = createBatchReader(dialect, undefined, kernel);
  const marks: RowMark[] = [];
  const suspects = new SuspectRows();
  const layout = layoutOf(reading);
  const digest = new FileDigest(sizeBytes);
  await passOver(file, options, async (bytes, isLast) => {
    await digest.update(bytes);
    const batch = reader.read(bytes, isLast);
    builder.add(batch, reader.firstFileRow());
    addRows({ profile, suspects }, batch, reader.firstFileRow(), dialect, layout);
    if (isLast) return builder.rows;
    if (marks.length === 0) options.onHead(builder.facts(reader.newline(), null));
    const from = reader.checkpoint();
    if (from !== null) marks.push({ from, dataRows: builder.rows });
    return builder.rows;
  });
  const facts = builder.facts(reader.newline(), await digest.value());
  const columns = profile.facts(facts.columns.map(({ label }) => label));
  const opened: OpenedFile = {
    file,
    facts,
    dialect,
    marks,
    checksum: reader.sum(),
    columns,
    suspects,
    cutRows: builder.cutRows,
  };
  const { encoding, byteOrderMark } = reading;
  const characters = reader.characters();
  const found = encoding.value === "utf-8" && !byteOrderMark ? encodingOf(characters) : null;
  if (found === null || found.encoding.value === "utf-8") return { opened, encoding: null };
  if (encoding.chosen) throw notUtf8(characters);
  return { opened, encoding: found };
}

/** How records are cut, by what was found and chosen. */
export const dialectOf = ({ reading, width }: DetectedReading): ReadOptions => ({
  encoding: reading.encoding.value,
  delimiter: reading.delimiter.value,
  quote: reading.quote.value,
  escape: reading.escape?.value ?? null,
  width,
});

function addRows(
  { profile, suspects }: { profile: FileProfile; suspects: SuspectRows },
  batch: RecordBatch,
  firstFileRow: number,
  { quote, escape: escaping }: ReadOptions,
  layout: RowLayout,
): void {
  const text = createCellText(batch, quote, escaping ?? null);
  profile.begin(batch);
  for (let record = 0; record < batch.count; record += 1) {
    const fileRow = firstFileRow + record;
    const kind = rowKind(batch, record, fileRow, layout);
    if (kind === "header") suspects.begin(text.record(record));
    if (kind !== "data") continue;
    profile.add(batch, record, text, fileRow);
    suspects.add(batch, record, text);
  }
}

/** A few bytes that are no characters stay with their rows; so many are another encoding. */
function notUtf8({ first }: Characters): ReadError {
  const byte = (first?.byte ?? 0).toString(16).toUpperCase().padStart(2, "0");
  const place = `Byte ${((first?.offset ?? 0) + 1).toLocaleString("en-GB")} (0x${byte})`;
  return new ReadError("invalid_bytes", `${place} cannot be read as UTF-8. Choose another encoding.`);
}
