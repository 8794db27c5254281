import type { FileRow } from "@/lib/csv/file-facts";
import { createRecordReader, type FileRecord } from "@/lib/csv/record-reader";
import { rowKind } from "@/lib/csv/row-kind";
import { type PassOptions, passOver, readSlice } from "./file-pass";
import type { OpenedFile, RowMark } from "./open-file";
import { cancelled, fileChanged } from "./task-error";

/** A reader for the data rows of a file, exactly as its receipt says. */
function createRowReader({ facts }: OpenedFile, mark?: RowMark) {
  const { encoding, delimiter, quote, headerRow } = facts.reading;
  const options = { encoding: encoding.value, delimiter: delimiter.value, quote: quote.value };
  const reader = createRecordReader(options, mark?.from);
  const isData = (record: FileRecord) => rowKind(record, headerRow.value) === "data";
  return (bytes: Uint8Array, isLast: boolean): FileRecord[] => {
    const rows = reader.read(bytes).filter(isData);
    return isLast ? [...rows, ...reader.end().filter(isData)] : rows;
  };
}

/**
 * Gives every data row of the file, in order.
 *
 * @throws ReadError, TaskError `file_changed` when the bytes are not those of the receipt
 */
export async function eachDataRow(
  opened: OpenedFile,
  options: PassOptions,
  onRow: (row: FileRecord) => void,
): Promise<void> {
  const read = createRowReader(opened);
  let rows = 0;
  const sha256 = await passOver(opened.file, options, (bytes, isLast) => {
    for (const row of read(bytes, isLast)) {
      rows += 1;
      onRow(row);
    }
    return rows;
  });
  if (sha256 !== opened.facts.sha256) throw fileChanged();
}

/**
 * Some data rows by position, read from the mark before them.
 *
 * @throws ReadError, TaskError
 */
export async function readRows(
  opened: OpenedFile,
  { from, count }: { from: number; count: number },
  { sliceBytes, signal }: PassOptions,
): Promise<FileRow[]> {
  const { file, marks } = opened;
  const mark = marks.findLast(({ dataRows }) => dataRows <= from);
  const read = createRowReader(opened, mark);
  const skipped = mark?.dataRows ?? 0;
  const found: FileRecord[] = [];
  for (let at = mark?.from.byteOffset ?? 0; at < file.size; at += sliceBytes) {
    if (found.length >= from - skipped + count) break;
    const to = Math.min(at + sliceBytes, file.size);
    const bytes = await readSlice(file, at, to);
    if (signal.aborted) throw cancelled();
    found.push(...read(bytes, to === file.size));
  }
  return found
    .slice(from - skipped, from - skipped + count)
    .map(({ fileRow, cells }) => ({ fileRow, cells }));
}
