import { BackslashPairs } from "./backslash-pairs";
import type { BatchReader } from "./batch-reader";
import { type CellText, createCellText } from "./cell-text";
import { ColumnProfile } from "./columns";
import type { DetectedReading } from "./detect-reading";
import { namesIn } from "./divided-header";
import type { FileFacts, FileRow } from "./file-facts";
import { fittedHeader, joinedHeader } from "./header-row";
import { bytesOf, type Flaw, type RecordBatch } from "./record-batch";
import { flawsByRecord } from "./record-reader";
import { mostCutRows, RowFaults } from "./row-faults";
import { layoutOf, type RowLayout, rowKind } from "./row-kind";
import { RowWatch } from "./row-watch";
import { shapeFindings } from "./shape-findings";

const headRows = 20;
const previewRows = 100;
/** Of rows that are shown as they are read: the first, and more as long as they are not larger than this together. */
const shownBytes = 2_097_152;

const lengthOf = ({ starts, ends }: RecordBatch, record: number) =>
  (ends[record] as number) - (starts[record] as number);

/** Builds the receipt of a file from its records, in one pass. */
export class FactsBuilder {
  readonly #file: Pick<FileFacts, "name" | "sizeBytes" | "lastModified">;
  readonly #detected: DetectedReading;
  readonly #faults = new RowFaults();
  readonly #head: FileRow[] = [];
  readonly #preview: FileRow[] = [];
  readonly #layout: RowLayout;
  readonly #headers: string[][] = [];
  #isHeaderDividedOtherwise = false;
  #profile: ColumnProfile;
  #watch: RowWatch;
  readonly #backslashes: BackslashPairs;
  readonly #cutRows: number[] = [];
  #headBytes = 0;
  #previewBytes = 0;
  #rows = 0;
  #blankRows = 0;
  /** Blank rows since the last data row: dropped at the end, or between others when data follows. */
  #pendingBlank = 0;
  #firstFileRow: number | null = null;

  constructor(file: Pick<FileFacts, "name" | "sizeBytes" | "lastModified">, detected: DetectedReading) {
    this.#file = file;
    this.#detected = detected;
    this.#layout = layoutOf(detected.reading);
    this.#profile = new ColumnProfile(fittedHeader([], detected.width));
    this.#watch = this.#watchFor(null);
    this.#backslashes = new BackslashPairs(detected.reading);
  }

  /** Data rows so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Rows that a line end cut a cell of, by their 0-based place among the data rows. */
  get cutRows(): readonly number[] {
    return this.#cutRows;
  }

  /** @param firstFileRow number of the batch's first record */
  add(batch: RecordBatch, firstFileRow: number): void {
    const { quote, escape: escaping } = this.#detected.reading;
    const text = createCellText(batch, quote.value, escaping?.value ?? null);
    const flaws = flawsByRecord(batch);
    const pairs = this.#backslashes.look(batch);
    for (let record = 0; record < batch.count; record += 1) {
      const fileRow = firstFileRow + record;
      if (fileRow <= headRows && this.#headBytes < shownBytes) {
        this.#head.push({ fileRow, cells: text.record(record) });
        this.#headBytes += lengthOf(batch, record);
      }
      switch (rowKind(batch, record, fileRow, this.#layout)) {
        case "outside":
          break;
        case "header":
          this.#addHeader(text.record(record), bytesOf(batch, record));
          break;
        case "blank":
          this.#pendingBlank += 1;
          break;
        case "data":
          this.#addData(batch, record, { fileRow, text, flaws: flaws.get(record) });
          if (pairs.has(record))
            this.#backslashes.add({ fileRow, line: batch.lines[record] as number }, text.record(record));
      }
    }
  }

  /** @param bytes the row as it stands in the file */
  #addHeader(cells: string[], bytes: Uint8Array): void {
    const { names, isOther } = namesIn(cells, bytes, this.#detected);
    this.#headers.push(names);
    this.#isHeaderDividedOtherwise ||= isOther;
    const { width } = this.#detected;
    this.#profile = new ColumnProfile(fittedHeader(joinedHeader(this.#headers), width));
    this.#watch = this.#watchFor(this.#headers.at(-1) ?? null);
  }

  #watchFor(header: readonly string[] | null): RowWatch {
    const { reading, width, shapes } = this.#detected;
    return new RowWatch({
      ...{ width, header, shapes },
      ...{ delimiter: reading.delimiter.value, quote: reading.quote.value },
    });
  }

  #addData(
    batch: RecordBatch,
    record: number,
    { fileRow, text, flaws }: { fileRow: number; text: CellText; flaws: readonly Flaw[] | undefined },
  ): void {
    this.#rows += 1;
    this.#firstFileRow ??= fileRow;
    const afterBlank = this.#pendingBlank > 0;
    this.#blankRows += this.#pendingBlank;
    this.#pendingBlank = 0;
    if (this.#preview.length < previewRows && this.#previewBytes < shownBytes) {
      this.#previewBytes += lengthOf(batch, record);
      const wrong = flaws === undefined ? {} : { flaws };
      this.#preview.push({ fileRow, cells: text.record(record), ...wrong });
    }
    const filled = this.#profile.add(batch, record, text);
    const place = { fileRow, line: batch.lines[record] as number, row: this.#rows };
    const noticed = this.#watch.look({ batch, record, text, place, flaws, filled, afterBlank });
    if (flaws === undefined && noticed.length === 0) return;
    const cells = (batch.firstCells[record + 1] as number) - (batch.firstCells[record] as number);
    for (const flaw of flaws ?? []) this.#faults.add(flaw, { ...place, cells });
    for (const { code, place: at, cells: has } of noticed) {
      this.#faults.add(code, { ...at, cells: has });
      if (code === "cut_row" && this.#cutRows.length < mostCutRows) this.#cutRows.push(at.row - 1);
    }
  }

  /** What is known so far. @param sha256 of the whole file once it was read; `null` before that */
  facts(newline: ReturnType<BatchReader["newline"]>, sha256: string | null): FileFacts {
    const { reading, findings } = this.#detected;
    const columns = this.#profile.columns();
    const shape = {
      complete: sha256 !== null,
      headerRow: reading.headerRow.value,
      header: joinedHeader(this.#headers),
      isHeaderDividedOtherwise: this.#isHeaderDividedOtherwise,
      head: this.#head,
      columns,
      footnotes: this.#watch.footnotes(),
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
      findings: [
        ...shapeFindings(shape),
        ...findings,
        ...this.#backslashes.findings(),
        ...this.#faults.findings(columns.length),
      ],
    };
  }
}
