import { ColumnProfile } from "./columns";
import type { DetectedReading } from "./detect-reading";
import type { FileFacts, FileRow } from "./file-facts";
import type { FileRecord, RecordReader } from "./record-reader";
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

  add(record: FileRecord): void {
    const { fileRow, cells } = record;
    if (this.#head.length < headRows) this.#head.push({ fileRow, cells });
    switch (rowKind(record, this.#detected.reading.headerRow.value)) {
      case "before_header":
        return;
      case "header":
        this.#profile = new ColumnProfile(cells);
        return;
      case "blank":
        this.#pendingBlank += 1;
        return;
      case "data":
        this.#addData(record);
    }
  }

  #addData(record: FileRecord): void {
    const { fileRow, cells, flaws } = record;
    this.#rows += 1;
    this.#firstFileRow ??= fileRow;
    this.#blankRows += this.#pendingBlank;
    this.#pendingBlank = 0;
    if (this.#preview.length < previewRows) this.#preview.push({ fileRow, cells });
    this.#profile.add(cells);
    for (const flaw of flaws) this.#faults.add(flaw, record);
    if (cells.length !== this.#profile.width) this.#faults.add("ragged_row", record);
  }

  /** What is known so far. @param sha256 of the whole file once it was read; `null` before that */
  facts(newline: ReturnType<RecordReader["newline"]>, sha256: string | null): FileFacts {
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
