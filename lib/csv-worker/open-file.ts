import { detectReading } from "@/lib/csv/detect-reading";
import { FactsBuilder } from "@/lib/csv/facts-builder";
import type { FileFacts } from "@/lib/csv/file-facts";
import { ReadError } from "@/lib/csv/read-error";
import type { ReadingOverrides } from "@/lib/csv/reading";
import { type Checkpoint, createRecordReader } from "@/lib/csv/record-reader";
import { type PassOptions, passOver, readSlice } from "./file-pass";

/** The beginning of a record, and how many data rows stand before it. */
export interface RowMark {
  from: Checkpoint;
  dataRows: number;
}

/** The file the worker holds: its receipt, and a mark every slice or so to begin reading at. */
export interface OpenedFile {
  file: File;
  facts: FileFacts;
  marks: readonly RowMark[];
}

export interface OpenOptions extends PassOptions {
  onHead(facts: FileFacts): void;
}

/**
 * Reads the whole file once for its receipt. When a byte deep in a file that began as UTF-8 is none, it is read again as
 * Windows-1252, unless a person chose the encoding.
 *
 * @throws ReadError, TaskError
 */
export async function openFile(
  file: File,
  overrides: ReadingOverrides,
  options: OpenOptions,
): Promise<OpenedFile> {
  try {
    return await openOnce(file, overrides, options, null);
  } catch (error) {
    if (!(error instanceof ReadError) || error.code !== "invalid_bytes" || overrides.encoding !== undefined)
      throw error;
    const evidence = `${error.place ?? "A byte"} is not valid UTF-8`;
    return await openOnce(file, { ...overrides, encoding: "windows-1252" }, options, evidence);
  }
}

async function openOnce(
  file: File,
  overrides: ReadingOverrides,
  options: OpenOptions,
  encodingEvidence: string | null,
): Promise<OpenedFile> {
  const head = await readSlice(file, 0, Math.min(options.sliceBytes, file.size));
  const detected = detectReading(head, head.length === file.size, overrides);
  const { reading } = detected;
  if (encodingEvidence !== null)
    reading.encoding = { ...reading.encoding, evidence: encodingEvidence, chosen: false };
  const { name, size: sizeBytes, lastModified } = file;
  const builder = new FactsBuilder({ name, sizeBytes, lastModified }, detected);
  const reader = createRecordReader({
    encoding: reading.encoding.value,
    delimiter: reading.delimiter.value,
    quote: reading.quote.value,
  });
  const marks: RowMark[] = [];
  const sha256 = await passOver(file, options, (bytes, isLast) => {
    for (const record of reader.read(bytes)) builder.add(record);
    if (isLast) {
      for (const record of reader.end()) builder.add(record);
      return builder.rows;
    }
    if (marks.length === 0) options.onHead(builder.facts(reader.newline(), null));
    const from = reader.checkpoint();
    if (from !== null) marks.push({ from, dataRows: builder.rows });
    return builder.rows;
  });
  return { file, facts: builder.facts(reader.newline(), sha256), marks };
}
