import { type BatchReader, type Checkpoint, createBatchReader, type ReadOptions } from "./batch-reader";
import { createCellText } from "./cell-text";
import type { Flaw, FlawPlace, RecordBatch } from "./record-batch";

/** One record of a file. Its cells are text, exactly as written. */
export interface FileRecord {
  /** Its 1-based number as a spreadsheet shows it: header, preamble and blank rows counted. */
  fileRow: number;
  /** 1-based physical line on which it begins. */
  line: number;
  cells: string[];
  flaws: readonly Flaw[];
}

/** Reads a file chunk by chunk into records with their text. Any chunks of the same bytes give the same records. */
export interface RecordReader extends Pick<BatchReader, "checkpoint" | "newline"> {
  /** The records these bytes complete, in order. */
  read(bytes: Uint8Array): FileRecord[];
  /** What is left when there are no more bytes. */
  end(): FileRecord[];
}

/** @param from where the bytes begin, when that is not the beginning of the file */
export function createRecordReader(options: ReadOptions, from?: Checkpoint): RecordReader {
  const reader = createBatchReader(options, from);
  const records = (batch: RecordBatch) => recordsOf(batch, reader.firstFileRow(), options);
  return {
    read: (bytes) => records(reader.read(bytes, false)),
    end: () => records(reader.read(new Uint8Array(0), true)),
    checkpoint: reader.checkpoint,
    newline: reader.newline,
  };
}

const flawless: readonly Flaw[] = [];

/** The records of a batch with the text of all their cells. @param firstFileRow number of the first of them */
export function recordsOf(
  batch: RecordBatch,
  firstFileRow: number,
  { quote, escape: escaping = null }: Pick<ReadOptions, "quote" | "escape">,
): FileRecord[] {
  const text = createCellText(batch, quote, escaping);
  const flaws = flawsByRecord(batch);
  return Array.from({ length: batch.count }, (_, record) => ({
    fileRow: firstFileRow + record,
    line: batch.lines[record] as number,
    cells: text.record(record),
    flaws: flaws.get(record) ?? flawless,
  }));
}

/** Places of flaws by the index of their record in the batch. */
export function flawPlacesByRecord(batch: RecordBatch): Map<number, FlawPlace[]> {
  const byRecord = new Map<number, FlawPlace[]>();
  for (const place of batch.flaws) {
    if (place.record >= batch.count) continue;
    const places = byRecord.get(place.record);
    if (places === undefined) byRecord.set(place.record, [place]);
    else places.push(place);
  }
  return byRecord;
}

/** Flaws of the records that have any, by their index in the batch. */
export function flawsByRecord(batch: RecordBatch): Map<number, Flaw[]> {
  const places = [...flawPlacesByRecord(batch)];
  return new Map(places.map(([record, found]) => [record, found.map(({ flaw }) => flaw)]));
}
