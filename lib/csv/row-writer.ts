import { BackslashWatch } from "./backslash-watch";
import { type BatchReader, createBatchReader } from "./batch-reader";
import { createCellText } from "./cell-text";
import type { DetectedReading } from "./detect-reading";
import { namesIn } from "./divided-header";
import { headerFlaws, joinedHeader } from "./header-row";
import { IssueList } from "./issue-list";
import { bytesOf, type FlawPlace } from "./record-batch";
import { flawPlacesByRecord } from "./record-reader";
import { isBlank } from "./row-kind";
import { RowWatch } from "./row-watch";

/** Which lines of a file are what; 1-based. */
export interface LineLayout {
  /** The line the header begins on; `null`: there is none. */
  headerLine: number | null;
  /** Rows that hold the names, from there on. */
  headerRows: number;
  firstDataLine: number;
  lastDataLine: number;
}

/** What a row with a pair of backslashes is named, by where the pair stands. */
const pairCodes = { quoted: "escape_tie", plain: "backslash_pairs" } as const;

function filledOf(cells: readonly string[]): number {
  let filled = 0;
  for (const cell of cells) if (!isBlank(cell)) filled += 1;
  return filled;
}

/** Writes rows as pieces of JSON as they come, and notes what is wrong with them. */
export class RowWriter {
  readonly #detected: DetectedReading;
  readonly #layout: LineLayout;
  readonly #issues: IssueList;
  readonly #reader: BatchReader;
  readonly #headers: string[][] = [];
  #header: string[] | null = null;
  #phase: "opening" | "rows" = "opening";
  #watch: RowWatch | null = null;
  #rows = 0;
  readonly #backslashes: BackslashWatch;
  /** Rows with pairs of backslashes, which are named once it is known that no backslash stands alone. */
  #pairs = new IssueList();
  /** Blank rows since the last data row; none were found when it is `null`. */
  #blank: IssueList | null = null;

  constructor(detected: DetectedReading, layout: LineLayout, issues: IssueList) {
    const { reading, width } = detected;
    this.#detected = detected;
    this.#layout = layout;
    this.#issues = issues;
    this.#reader = createBatchReader({
      encoding: reading.encoding.value,
      delimiter: reading.delimiter.value,
      quote: reading.quote.value,
      escape: reading.escape?.value ?? null,
      width,
    });
    this.#backslashes = new BackslashWatch(reading);
  }

  add(bytes: Uint8Array, isLast: boolean): string {
    const { quote, escape: escaping } = this.#detected.reading;
    const batch = this.#reader.read(bytes, isLast);
    const text = createCellText(batch, quote.value, escaping?.value ?? null);
    const places = flawPlacesByRecord(batch);
    const pairs = this.#backslashes.look(batch);
    if (this.#backslashes.doubt() === null) this.#pairs = new IssueList();
    const pieces: string[] = [];
    for (let record = 0; record < batch.count; record += 1) {
      const cells = text.record(record);
      const line = batch.lines[record] as number;
      const flaws = places.get(record);
      const isName = this.#isName(line);
      if (isName) this.#addNames(cells, bytesOf(batch, record));
      const row = isName ? null : this.#take(cells, line, pieces);
      this.#flaws(flaws, row);
      if (row === null) continue;
      const pair = pairs.get(record);
      if (pair !== undefined) this.#pairs.add({ line, row, column: pair.column, code: pairCodes[pair.kind] });
      const afterBlank = this.#noteBlank();
      const noticed = this.#watched().look({
        batch,
        record,
        text,
        afterBlank,
        place: { fileRow: 0, line, row },
        flaws: flaws?.map(({ flaw }) => flaw),
        filled: filledOf(cells),
      });
      for (const { code, place, column } of noticed)
        this.#issues.add({ line: place.line, row: place.row, column, code });
    }
    return pieces.join("");
  }

  #flaws(flaws: readonly FlawPlace[] | undefined, row: number | null): void {
    for (const { flaw, line, column } of flaws ?? []) this.#issues.add({ line, row, column, code: flaw });
  }

  #isName(line: number): boolean {
    const { headerLine, headerRows } = this.#layout;
    return headerLine !== null && line >= headerLine && this.#headers.length < headerRows;
  }

  /** @param bytes the row as it stands in the file */
  #addNames(cells: string[], bytes: Uint8Array): void {
    const { names, isOther } = namesIn(cells, bytes, this.#detected);
    this.#headers.push(names);
    const line = this.#layout.headerLine as number;
    if (isOther) this.#issues.add({ line, row: null, column: null, code: "other_delimiter" });
    if (this.#headers.length === this.#layout.headerRows) this.#closeHeader(line);
  }

  /** Answers the number of a data row; `null` for any other. */
  #take(cells: string[], line: number, pieces: string[]): number | null {
    const { headerLine, firstDataLine, lastDataLine } = this.#layout;
    const isAbove = line < Math.max(firstDataLine, headerLine ?? 0);
    if (isAbove || line > lastDataLine) {
      if (line === 1) this.#issues.add({ line, row: null, column: null, code: "preamble" });
      return null;
    }
    if (cells.every(isBlank)) {
      this.#blank ??= new IssueList();
      this.#blank.add({ line, row: null, column: null, code: "blank_row" });
      return null;
    }
    this.#open(pieces);
    this.#rows += 1;
    pieces.push(this.#rows === 1 ? "" : ",", JSON.stringify(cells));
    return this.#rows;
  }

  #closeHeader(line: number): void {
    const header = joinedHeader(this.#headers);
    this.#header = header;
    const { width } = this.#detected;
    const column = Math.min(header.length, width);
    if (header.length !== width) this.#issues.add({ line, row: null, column, code: "ragged_header" });
    for (const flaw of headerFlaws(header)) this.#issues.add({ line, row: null, ...flaw });
  }

  #noteBlank(): boolean {
    if (this.#blank === null) return false;
    this.#issues.addAll(this.#blank);
    this.#blank = null;
    return true;
  }

  #watched(): RowWatch {
    const { reading, width, shapes } = this.#detected;
    this.#watch ??= new RowWatch({
      ...{ width, shapes, header: this.#headers.at(-1) ?? null },
      ...{ delimiter: reading.delimiter.value, quote: reading.quote.value },
    });
    return this.#watch;
  }

  #open(pieces: string[]): void {
    if (this.#phase === "opening") pieces.push(`,"header":${JSON.stringify(this.#header)},"rows":[`);
    this.#phase = "rows";
  }

  /** The end of the rows, and all that stands before the issues. */
  end(): string {
    const pieces: string[] = [];
    this.#open(pieces);
    if (this.#rows === 0) this.#issues.add({ line: null, row: null, column: null, code: "header_only" });
    const newline = this.#reader.newline();
    const line = this.#reader.mixedLine();
    if (newline.value === "mixed")
      this.#issues.add({ line, row: null, column: null, code: "mixed_newlines" });
    const blank = this.#blank?.first ?? null;
    if (blank !== null) this.#issues.add({ ...blank, code: "trailing_blank_rows" });
    const notes = this.#watch?.footnotes()?.first;
    if (notes !== undefined)
      this.#issues.add({ line: notes.line, row: notes.row, column: null, code: "footnotes" });
    if (this.#backslashes.doubt() !== null) this.#issues.addAll(this.#pairs);
    const { encoding, delimiter, quote, escape: escaping, headerRow } = this.#detected.reading;
    const dialect = {
      delimiter: delimiter.value,
      quote: quote.value,
      escape: escaping?.value ?? quote.value,
      newline: newline.value,
      evidence: {
        encoding: encoding.evidence,
        delimiter: delimiter.evidence,
        quote: quote.evidence,
        escape: escaping?.evidence ?? "",
        newline: newline.evidence,
        header: headerRow.evidence,
      },
    };
    return `${pieces.join("")}],"dialect":${JSON.stringify(dialect)},"issues":`;
  }
}
