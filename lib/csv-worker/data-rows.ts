import { createBatchReader } from "@/lib/csv/batch-reader";
import { type CellText, createCellText } from "@/lib/csv/cell-text";
import type { FileRow } from "@/lib/csv/file-facts";
import type { Flaw, RecordBatch } from "@/lib/csv/record-batch";
import { flawsByRecord } from "@/lib/csv/record-reader";
import { layoutOf, rowKind } from "@/lib/csv/row-kind";
import { type PassOptions, passOver, readSlice } from "./file-pass";
import type { OpenedFile, RowMark } from "./open-file";
import { cancelled, fileChanged } from "./task-error";

const flawless: readonly Flaw[] = [];

/** The data row a pass has come to. One object goes along the rows; what is kept of it must be copied. */
export class DataRow {
  fileRow = 0;
  flaws: readonly Flaw[] = flawless;
  /** As many as the row has; those of columns that are not wanted are left empty. */
  readonly cells: string[] = [];
  batch: RecordBatch;
  /** Index in the batch of the row's first cell. */
  firstCell = 0;
  #record = 0;
  #text: CellText;
  readonly #wanted: readonly number[];

  constructor(batch: RecordBatch, text: CellText, wanted: readonly number[]) {
    this.batch = batch;
    this.#text = text;
    this.#wanted = wanted;
  }

  enter(batch: RecordBatch, text: CellText): void {
    this.batch = batch;
    this.#text = text;
  }

  goTo(record: number, fileRow: number, flaws: readonly Flaw[] | undefined): void {
    const first = this.batch.firstCells[record] as number;
    const count = (this.batch.firstCells[record + 1] as number) - first;
    this.fileRow = fileRow;
    this.flaws = flaws ?? flawless;
    this.firstCell = first;
    this.#record = record;
    const { cells } = this;
    while (cells.length < count) cells.push("");
    cells.length = count;
    for (const column of this.#wanted) if (column < count) cells[column] = this.#text.cell(first + column);
  }

  /** All cells, for a row that is looked at. */
  allCells(): string[] {
    return this.#text.record(this.#record);
  }

  /** Text of a cell by its index in the batch. */
  cellText(cell: number): string {
    return this.#text.cell(cell);
  }
}

/**
 * Gives every data row of the file, in order.
 *
 * @param wanted columns whose text is needed of every row
 * @throws TaskError `file_changed` when the bytes are not those of the receipt
 */
export async function eachDataRow(
  { file, facts, dialect, checksum }: OpenedFile,
  wanted: readonly number[],
  options: PassOptions,
  onRow: (row: DataRow) => void,
): Promise<void> {
  const reader = createBatchReader(dialect);
  const layout = layoutOf(facts.reading);
  let row: DataRow | null = null;
  let rows = 0;
  const seen = await passOver(file, options, (bytes, isLast) => {
    const batch = reader.read(bytes, isLast);
    const text = createCellText(batch, dialect.quote, dialect.escape ?? null);
    const flaws = flawsByRecord(batch);
    row ??= new DataRow(batch, text, wanted);
    row.enter(batch, text);
    const firstFileRow = reader.firstFileRow();
    for (let record = 0; record < batch.count; record += 1) {
      if (rowKind(batch, record, firstFileRow + record, layout) !== "data") continue;
      rows += 1;
      row.goTo(record, firstFileRow + record, flaws.get(record));
      onRow(row);
    }
    return rows;
  });
  if (seen !== checksum) throw fileChanged();
}

/**
 * Some data rows by position, read from the mark before them.
 *
 * @throws TaskError
 */
export async function readRows(
  { file, facts, dialect, marks }: OpenedFile,
  { from, count }: { from: number; count: number },
  { sliceBytes, signal }: PassOptions,
): Promise<FileRow[]> {
  const mark: RowMark | undefined = marks.findLast(({ dataRows }) => dataRows <= from);
  const reader = createBatchReader(dialect, mark?.from);
  const layout = layoutOf(facts.reading);
  const found: FileRow[] = [];
  let position = mark?.dataRows ?? 0;
  for (let at = mark?.from.byteOffset ?? 0; at < file.size && position < from + count; at += sliceBytes) {
    const to = Math.min(at + sliceBytes, file.size);
    const bytes = await readSlice(file, at, to);
    if (signal.aborted) throw cancelled();
    const batch = reader.read(bytes, to === file.size);
    const text = createCellText(batch, dialect.quote, dialect.escape ?? null);
    const flaws = flawsByRecord(batch);
    for (let record = 0; record < batch.count && position < from + count; record += 1) {
      const fileRow = reader.firstFileRow() + record;
      if (rowKind(batch, record, fileRow, layout) !== "data") continue;
      if (position >= from) {
        const wrong = flaws.get(record);
        found.push({ fileRow, cells: text.record(record), ...(wrong === undefined ? {} : { flaws: wrong }) });
      }
      position += 1;
    }
  }
  return found;
}
