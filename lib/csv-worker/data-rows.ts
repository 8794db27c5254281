import type { CheckedRow } from "@/lib/checks/checked-row";
import type { ByteTest } from "@/lib/checks/fault";
import type { Overlay } from "@/lib/checks/overlay";
import { createBatchReader } from "@/lib/csv/batch-reader";
import { type CellText, createCellText } from "@/lib/csv/cell-text";
import { type Kernel, withKernel } from "@/lib/csv/kernel";
import { ESCAPED, type Flaw, type RecordBatch } from "@/lib/csv/record-batch";
import { flawsByRecord } from "@/lib/csv/record-reader";
import { layoutOf, rowKind } from "@/lib/csv/row-kind";
import { type PassOptions, passOver, readSlice } from "./file-pass";
import type { OpenedFile } from "./open-file";
import { cancelled, fileChanged } from "./task-error";

const flawless: readonly Flaw[] = [];

/** The data row a pass has come to, as it is now. One object goes along the rows; what is kept of it must be copied. */
export class DataRow implements CheckedRow {
  fileRow = 0;
  index = 0;
  flaws: readonly Flaw[] = flawless;
  width = 0;
  batch: RecordBatch;
  /** Index in the batch of the row's first cell. */
  firstCell = 0;
  /** Index in the batch of the row. */
  record = 0;
  #text: CellText;
  readonly #overlay: Overlay;
  /** Columns with edits anywhere. */
  readonly #edited: readonly number[];
  /** What was found of this row's cells, by column. */
  #changed: (string | null | undefined)[] = [];

  constructor(batch: RecordBatch, text: CellText, overlay: Overlay) {
    this.batch = batch;
    this.#text = text;
    this.#overlay = overlay;
    this.#edited = overlay.columns();
  }

  enter(batch: RecordBatch, text: CellText): void {
    this.batch = batch;
    this.#text = text;
  }

  goTo(record: number, index: number, fileRow: number, flaws: readonly Flaw[] | undefined): void {
    const first = this.batch.firstCells[record] as number;
    this.width = (this.batch.firstCells[record + 1] as number) - first;
    this.fileRow = fileRow;
    this.index = index;
    this.flaws = flaws ?? flawless;
    this.firstCell = first;
    this.record = record;
    if (this.#edited.length > 0) this.#changed = [];
  }

  /** Whether its record was marked before the rows of its batch were gone along. */
  get isMarked(): boolean {
    return this.batch.marks[this.record] !== 0;
  }

  get isExcluded(): boolean {
    return this.#overlay.excluded.has(this.index);
  }

  /** A cell as it stands in the file; empty where the row has none. */
  raw(column: number): string {
    return column < this.width ? this.#text.cell(this.firstCell + column) : "";
  }

  cell(column: number): string {
    return this.changed(column) ?? this.raw(column);
  }

  /** The cell's text where an edit changed it; `null` where it is as in the file. */
  changed(column: number): string | null {
    if (this.#edited.length === 0) return null;
    const known = this.#changed[column];
    if (known !== undefined) return known;
    const changed = this.#changedNow(column);
    this.#changed[column] = changed;
    return changed;
  }

  #changedNow(column: number): string | null {
    if (column >= this.width || !this.#overlay.mayChange(this.index, column)) return null;
    const raw = this.raw(column);
    const value = this.#overlay.value(this.index, column, raw);
    return value === raw ? null : value;
  }

  isEdited(): boolean {
    return this.#edited.some((column) => this.changed(column) !== null);
  }

  isChanged(column: number): boolean {
    return this.changed(column) !== null;
  }

  passes(column: number, test: ByteTest): boolean {
    const cell = this.plainCell(column);
    return (
      cell >= 0 &&
      test(this.batch.bytes, this.batch.cellStarts[cell] as number, this.batch.cellEnds[cell] as number)
    );
  }

  /** Index in the batch of a cell whose text is its bytes; -1 where it is not, was edited or is not there. */
  plainCell(column: number): number {
    if (column >= this.width || (this.#edited.length > 0 && this.changed(column) !== null)) return -1;
    const cell = this.firstCell + column;
    return this.batch.cellKinds[cell] === ESCAPED ? -1 : cell;
  }

  /** All cells as they are now, for a row that is looked at. */
  allCells(): string[] {
    const cells = this.#text.record(this.record);
    for (const column of this.#edited) {
      const raw = cells[column];
      if (raw !== undefined) cells[column] = this.#overlay.value(this.index, column, raw);
    }
    return cells;
  }

  /** Cells that are not as in the file, with what stands there. */
  before(): { column: number; value: string }[] {
    return this.#edited.flatMap((column) =>
      this.changed(column) === null ? [] : [{ column, value: this.raw(column) }],
    );
  }

  /** Text of a cell by its index in the batch, as it stands in the file. */
  cellText(cell: number): string {
    return this.#text.cell(cell);
  }
}

/** Goes along the data rows of one batch after another. */
class RowGuide {
  rows: number;
  readonly #opened: OpenedFile;
  readonly #overlay: Overlay;
  #row: DataRow | null = null;

  constructor(opened: OpenedFile, overlay: Overlay, rows: number) {
    this.#opened = opened;
    this.#overlay = overlay;
    this.rows = rows;
  }

  /** @param wants which rows are of interest, by position */
  through(
    batch: RecordBatch,
    firstFileRow: number,
    wants: ((index: number) => boolean) | null,
    onRow: (row: DataRow) => void,
  ): void {
    const { dialect, facts, origins } = this.#opened;
    const layout = layoutOf(facts.reading);
    const text = createCellText(batch, dialect.quote, dialect.escape ?? null);
    const flaws = flawsByRecord(batch);
    this.#row ??= new DataRow(batch, text, this.#overlay);
    const row = this.#row;
    row.enter(batch, text);
    for (let record = 0; record < batch.count; record += 1) {
      const fileRow = firstFileRow + record;
      if (rowKind(batch, record, fileRow, layout) !== "data") continue;
      const index = this.rows;
      this.rows += 1;
      if (wants !== null && !wants(index)) continue;
      row.goTo(record, index, origins?.fileRows[index] ?? fileRow, flaws.get(record));
      onRow(row);
    }
  }
}

/** What is done beside the rows of a pass. */
export interface AlongRows {
  /** Reads what is written as it should be; one of its own if absent. */
  kernel?: Kernel | null;
  /** Before the rows of a batch. */
  onBatch?(batch: RecordBatch, kernel: Kernel | null): void;
  /** Behind the rows of a batch; awaited before more of the file is read. */
  afterBatch?(batch: RecordBatch): Promise<void>;
}

/**
 * Gives every data row of the file as it is now, in order.
 *
 * @throws TaskError `file_changed` when the bytes are not those of the receipt
 */
export async function eachDataRow(
  opened: OpenedFile,
  overlay: Overlay,
  options: PassOptions,
  onRow: (row: DataRow) => void,
  along: AlongRows = {},
): Promise<void> {
  const { kernel, onBatch, afterBatch } = along;
  if (kernel === undefined)
    return withKernel((own) => eachDataRow(opened, overlay, options, onRow, { ...along, kernel: own }));
  const reader = createBatchReader(opened.dialect, undefined, kernel);
  const guide = new RowGuide(opened, overlay, 0);
  await passOver(opened.file, options, async (bytes, isLast) => {
    const batch = reader.read(bytes, isLast);
    onBatch?.(batch, kernel);
    guide.through(batch, reader.firstFileRow(), null, onRow);
    await afterBatch?.(batch);
    return guide.rows;
  });
  if (reader.sum() !== opened.checksum) throw fileChanged();
}

/**
 * Gives some data rows by their positions, reading from the marks before them.
 *
 * @param indices ascending, each once
 * @throws TaskError
 */
export async function eachRowAt(
  opened: OpenedFile,
  overlay: Overlay,
  indices: readonly number[],
  { sliceBytes, signal }: Pick<PassOptions, "sliceBytes" | "signal">,
  onRow: (row: DataRow) => void,
): Promise<void> {
  const { file, marks, dialect } = opened;
  let next = 0;
  while (next < indices.length) {
    const wanted = indices[next] as number;
    const mark = marks.findLast(({ dataRows }) => dataRows <= wanted);
    const reader = createBatchReader(dialect, mark?.from);
    const guide = new RowGuide(opened, overlay, mark?.dataRows ?? 0);
    const begun = next;
    for (let at = mark?.from.byteOffset ?? 0; at < file.size && next < indices.length; at += sliceBytes) {
      // Rows far ahead are read from a mark nearer to them.
      const ahead = marks.find(({ dataRows }) => dataRows > guide.rows)?.dataRows;
      const isFar = next > begun && ahead !== undefined && ahead < (indices[next] as number);
      if (isFar) break;
      const to = Math.min(at + sliceBytes, file.size);
      const bytes = await readSlice(file, at, to);
      if (signal.aborted) throw cancelled();
      const batch = reader.read(bytes, to === file.size);
      guide.through(
        batch,
        reader.firstFileRow(),
        (index) => index === indices[next],
        (row) => {
          next += 1;
          onRow(row);
        },
      );
    }
    // The file has no such row.
    if (next === begun) return;
  }
}
