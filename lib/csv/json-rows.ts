import { createBatchReader } from "./batch-reader";
import { createCellText } from "./cell-text";
import { encodingOf } from "./detect-encoding";
import { type DetectedReading, detectReading } from "./detect-reading";
import { IssueList } from "./issue-list";
import { ReadError } from "./read-error";
import { headerFrom, overridesOf, type ReadSettings } from "./read-settings";
import type { Encoding } from "./reading";
import { flawPlacesByRecord } from "./record-reader";
import { isBlank } from "./row-kind";
import { Utf8Check } from "./utf8-check";

/** A file that can be read from any place. */
export interface ByteSource {
  size: number;
  /** The bytes from `from` up to `to`. */
  slice(from: number, to: number): Promise<Uint8Array>;
}

const sliceBytes = 1_048_576;

interface Plan {
  detected: DetectedReading;
  /** 1-based line of the column names; `null`: there are none. */
  headerLine: number | null;
}

/**
 * What a file holds, as pieces of one line of JSON: `{file, encoding, headerLine, header, rows, dialect, issues}`. It
 * never throws: what cannot be read is an issue, with what could be read before it.
 *
 * Lines are 1-based and those of the file, rows are 1-based data rows, columns 0-based. `rows` are the data rows in
 * order; blank ones are left out and named.
 */
export async function* jsonRows(
  name: string,
  source: ByteSource,
  settings: ReadSettings,
): AsyncGenerator<string> {
  const issues = new IssueList();
  yield `{"file":${JSON.stringify(name)}`;
  let plan: Plan | null = null;
  try {
    plan = await planOf(source, settings, issues);
  } catch (error) {
    issues.add({ line: null, row: null, column: null, code: codeOf(error) });
  }
  if (plan === null) {
    yield `,"encoding":null,"headerLine":null,"header":null,"rows":[],"dialect":null,"issues":${issues.json()}}\n`;
    return;
  }
  const rows = new RowWriter(plan, issues);
  yield `,"encoding":${JSON.stringify(plan.detected.reading.encoding.value)},"headerLine":${plan.headerLine}`;
  try {
    for (let from = 0; from < source.size; from += sliceBytes) {
      const to = Math.min(source.size, from + sliceBytes);
      yield rows.add(await source.slice(from, to), to === source.size);
    }
  } catch (error) {
    issues.add({ line: null, row: null, column: null, code: codeOf(error) });
  }
  yield rows.end();
}

const codeOf = (error: unknown) => (error instanceof ReadError ? error.code : "unreadable");

async function planOf(source: ByteSource, settings: ReadSettings, issues: IssueList): Promise<Plan> {
  const overrides = overridesOf(settings, (code) =>
    issues.add({ line: null, row: null, column: null, code }),
  );
  const head = await source.slice(0, Math.min(source.size, sliceBytes));
  const isWhole = head.length === source.size;
  let detected = detectReading(head, isWhole, overrides);
  const { encoding, byteOrderMark } = detected.reading;
  if (encoding.value === "utf-8" && !encoding.chosen && !byteOrderMark && !isWhole) {
    const found = await encodingThroughout(source);
    if (found !== encoding.value) detected = detectReading(head, false, { ...overrides, encoding: found });
  }
  for (const { code, line } of detected.findings) issues.add({ line, row: null, column: null, code });
  return { detected, headerLine: headerFrom(settings, detected) };
}

async function encodingThroughout(source: ByteSource): Promise<Encoding> {
  const check = new Utf8Check();
  for (let from = 0; from < source.size; from += sliceBytes) {
    const to = Math.min(source.size, from + sliceBytes);
    check.push(await source.slice(from, to), to === source.size);
  }
  return encodingOf(check).encoding.value;
}

/** Writes rows as they come and notes what is wrong with them. */
class RowWriter {
  readonly #plan: Plan;
  readonly #issues: IssueList;
  readonly #reader: ReturnType<typeof createBatchReader>;
  readonly #quote: string | null;
  readonly #escaping: "\\" | null;
  #header: string[] | null = null;
  #phase: "opening" | "rows" = "opening";
  #width: number;
  #rows = 0;
  /** Lines of blank rows since the last data row. */
  #blank: number[] = [];
  /** A row of another width after blank rows: when the next is like it, another table begins there. */
  #other: { line: number; row: number; cells: number } | null = null;

  constructor(plan: Plan, issues: IssueList) {
    const { reading, width } = plan.detected;
    this.#plan = plan;
    this.#issues = issues;
    this.#width = width;
    this.#quote = reading.quote.value;
    this.#escaping = reading.escape?.value ?? null;
    this.#reader = createBatchReader({
      encoding: reading.encoding.value,
      delimiter: reading.delimiter.value,
      quote: this.#quote,
      escape: this.#escaping,
      width,
    });
  }

  add(bytes: Uint8Array, isLast: boolean): string {
    const batch = this.#reader.read(bytes, isLast);
    const text = createCellText(batch, this.#quote, this.#escaping);
    const places = flawPlacesByRecord(batch);
    const pieces: string[] = [];
    for (let record = 0; record < batch.count; record += 1) {
      const cells = text.record(record);
      const line = batch.lines[record] as number;
      const row = this.#take(cells, line, pieces);
      for (const { flaw, line: at, column } of places.get(record) ?? [])
        this.#issues.add({ line: at, row, column, code: flaw });
      if (row !== null && !places.get(record)?.some(({ flaw }) => flaw === "record_too_long"))
        this.#shape(cells, line, row);
    }
    return pieces.join("");
  }

  /** Answers the number of a data row; `null` for any other. */
  #take(cells: string[], line: number, pieces: string[]): number | null {
    const { headerLine } = this.#plan;
    if (headerLine !== null && line < headerLine) {
      if (line === 1) this.#issues.add({ line, row: null, column: null, code: "preamble" });
      return null;
    }
    if (this.#phase === "opening") {
      this.#phase = "rows";
      if (line === headerLine) this.#header = cells;
      pieces.push(`,"header":${JSON.stringify(this.#header)},"rows":[`);
      if (this.#header !== null) {
        this.#width = cells.length;
        headerIssues(cells, line, this.#issues);
        return null;
      }
    }
    if (cells.every(isBlank)) {
      this.#blank.push(line);
      return null;
    }
    this.#rows += 1;
    pieces.push(this.#rows === 1 ? "" : ",", JSON.stringify(cells));
    return this.#rows;
  }

  #shape(cells: string[], line: number, row: number): void {
    const afterBlank = this.#blank.length > 0;
    for (const blank of this.#blank)
      this.#issues.add({ line: blank, row: null, column: null, code: "blank_row" });
    this.#blank = [];
    const other = this.#other;
    this.#other = null;
    if (cells.length !== this.#width) {
      const column = Math.min(cells.length, this.#width);
      this.#issues.add({ line, row, column, code: "ragged_row" });
      if (afterBlank) this.#other = { line, row, cells: cells.length };
      else if (other?.cells === cells.length)
        this.#issues.add({ line: other.line, row: other.row, column: null, code: "second_table" });
    } else if (this.#header !== null && cells.every((cell, index) => cell === this.#header?.[index])) {
      this.#issues.add({ line, row, column: null, code: "repeated_header" });
    }
  }

  end(): string {
    const newline = this.#reader.newline();
    const mixedLine = this.#reader.mixedLine();
    if (newline.value === "mixed")
      this.#issues.add({ line: mixedLine, row: null, column: null, code: "mixed_newlines" });
    const [line] = this.#blank;
    if (line !== undefined) this.#issues.add({ line, row: null, column: null, code: "trailing_blank_rows" });
    const { delimiter, quote, escape: escaping } = this.#plan.detected.reading;
    const dialect = {
      delimiter: delimiter.value,
      quote: quote.value,
      escape: escaping?.value ?? quote.value,
      newline: newline.value,
      evidence: {
        encoding: this.#plan.detected.reading.encoding.evidence,
        delimiter: delimiter.evidence,
        quote: quote.evidence,
        newline: newline.evidence,
        header: this.#plan.detected.reading.headerRow.evidence,
      },
    };
    const start = this.#phase === "rows" ? "" : ',"header":null,"rows":[';
    return `${start}],"dialect":${JSON.stringify(dialect)},"issues":${this.#issues.json()}}\n`;
  }
}

function headerIssues(header: readonly string[], line: number, issues: IssueList): void {
  const seen = new Set<string>();
  for (const [column, cell] of header.entries()) {
    const name = cell.trim();
    if (name === "") issues.add({ line, row: null, column, code: "blank_header" });
    else if (seen.has(name)) issues.add({ line, row: null, column, code: "duplicate_header" });
    seen.add(name);
  }
}
