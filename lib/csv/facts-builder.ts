import type { BatchReader } from "./batch-reader";
import { type CellText, createCellText } from "./cell-text";
import { ColumnProfile } from "./columns";
import type { DetectedReading } from "./detect-reading";
import type { FileFacts, FileRow } from "./file-facts";
import type { Flaw, RecordBatch } from "./record-batch";
import { flawsByRecord } from "./record-reader";
import { RowFaults } from "./row-faults";
import { rowKind } from "./row-kind";
import { shapeFindings } from "./shape-findings";

const headRows = 20;
const previewRows = 100;

/** Builds the receipt of a file from its records, in one pass. */
export class FactsBuilder {
  readonly #file: Pick<FileFacts, "name" | "sizeBytes" | "lastModified">;
  readonly #detected: DetectedReading;
  readonly #faults = new RowFaults();
  readonly #head: FileRow[] = [];
  readonly #preview: FileRow[] = [];
  #profile: ColumnProfile;
  #rows = 0;
  #blankRows = 0;
  /** Blank rows since the last data row: dropped at the end, or between others when data follows. */
  #pendingBlank = 0;
  #firstFileRow: number | null = null;

  constructor(file: Pick<FileFacts, "name" | "sizeBytes" | "lastModified">, detected: DetectedReading) {
    this.#file = file;
    this.#detected = detected;
    this.#profile = new ColumnProfile(new Array<string>(detected.width).fill(""));
  }

  /** Data rows so far. */
  get rows(): number {
    return this.#rows;
  }

  /** @param firstFileRow number of the batch's first record */
  add(batch: RecordBatch, firstFileRow: number): void {
    const { headerRow, quote, escape: escaping } = this.#detected.reading;
    const text = createCellText(batch, quote.value, escaping?.value ?? null);
    const flaws = flawsByRecord(batch);
    for (let record = 0; record < batch.count; record += 1) {
      const fileRow = firstFileRow + record;
      if (this.#head.length < headRows) this.#head.push({ fileRow, cells: text.record(record) });
      switch (rowKind(batch, record, fileRow, headerRow.value)) {
        case "before_header":
          break;
        case "header":
          this.#profile = new ColumnProfile(text.record(record));
          break;
        case "blank":
          this.#pendingBlank += 1;
          break;
        case "data":
          this.#addData(batch, record, { fileRow, text, flaws: flaws.get(record) });
      }
    }
  }

  #addData(
    batch: RecordBatch,
    record: number,
    { fileRow, text, flaws }: { fileRow: number; text: CellText; flaws: readonly Flaw[] | undefined },
  ): void {
    this.#rows += 1;
    this.#firstFileRow ??= fileRow;
    this.#blankRows += this.#pendingBlank;
    this.#pendingBlank = 0;
    if (this.#preview.length < previewRows) this.#preview.push({ fileRow, cells: text.record(record) });
    this.#profile.add(batch, record, text);
    const cells = (batch.firstCells[record + 1] as number) - (batch.firstCells[record] as number);
    if (flaws === undefined && cells === this.#profile.width) return;
    const place = { fileRow, line: batch.lines[record] as number, cells };
    for (const flaw of flaws ?? []) this.#faults.add(flaw, place);
    if (cells !== this.#profile.width && !flaws?.includes("record_too_long"))
      this.#faults.add("ragged_row", place);
  }

  /** What is known so far. @param sha256 of the whole file once it was read; `null` before that */
  facts(newline: ReturnType<BatchReader["newline"]>, sha256: string | null): FileFacts {
    const { reading, findings } = this.#detected;
    const columns = this.#profile.columns();
    const shape = {
      complete: sha256 !== null,
      headerRow: reading.headerRow.value,
      columns,
      rows: this.#rows,
      blankRows: this.#blankRows,
      trailingBlankRows: this.#pendingBlank,
      newline: newline.value,
    };
    return {
      ...this.#file,
      complete: shape.complete,
      sha256,
      reading: { ...reading, newline: { ...newline, chosen: false } },
      columns,
      rows: shape.rows,
      blankRows: shape.blankRows,
      trailingBlankRows: shape.trailingBlankRows,
      firstFileRow: this.#firstFileRow,
      head: [...this.#head],
      preview: [...this.#preview],
      findings: [...shapeFindings(shape), ...findings, ...this.#faults.findings(columns.length)],
    };
  }
}
