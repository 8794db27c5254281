import { ReadError } from "./read-error";
import type { Delimiter, Newline, Quote } from "./reading";

/**
 * What is wrong with a record as it was written down.
 * - `stray_quote`: text follows a closing quote, so where its cells end is not certain
 * - `unclosed_quote`: a quote opens a cell and is never closed; the record was ended at the end of that line
 * - `nul`: it holds a NUL character
 * - `quote_in_text`: a quote stands inside a cell that does not begin with one; it is text
 */
export type Flaw = "stray_quote" | "unclosed_quote" | "nul" | "quote_in_text";

/** Whether it is certain where the cells of a record end. */
export function isSound(flaws: readonly Flaw[]): boolean {
  return !flaws.includes("stray_quote") && !flaws.includes("unclosed_quote");
}

export interface ScannedRecord {
  /** The record's text, quotes included, without its line end. */
  text: string;
  /** 1-based physical line on which it begins. */
  line: number;
  flaws: readonly Flaw[];
}

export interface ScanOptions {
  delimiter: Delimiter;
  quote: Quote;
  /** Characters; a quote that is still open after so many was never closed. */
  maxRecordLength?: number;
  /** Line the text begins on, when it is not the beginning of the file. */
  firstLine?: number;
}

type Counts = Record<Exclude<Newline, "mixed" | "none">, number>;

const LF = 10;
const CR = 13;

const STRAY = 1;
const UNCLOSED = 2;
const NUL = 4;
const IN_TEXT = 8;
const flawBits: readonly (readonly [number, Flaw])[] = [
  [STRAY, "stray_quote"],
  [UNCLOSED, "unclosed_quote"],
  [NUL, "nul"],
  [IN_TEXT, "quote_in_text"],
];
const flawless: readonly Flaw[] = [];

/** Where the scanner stands in a cell: before its first character, in plain text, inside quotes, after a quote inside quotes. */
const START = 0;
const TEXT = 1;
const QUOTED = 2;
const CLOSED = 3;

/**
 * Finds where records begin and end. Feeding a text in any pieces gives the same records as feeding it whole, in time
 * linear in its length.
 *
 * A quote opens only at the start of a cell; CR, LF and CRLF end a line, also mixed; a line end inside quotes is part
 * of the cell (RFC 4180). A quote that is never closed, or whose cell runs over its line and then ends in the middle of
 * text, costs its own line only: the scanner goes back and reads what follows that line as records. Nothing is read a
 * third time, since the quotes in between came in pairs.
 */
export class RecordScanner {
  /** Line ends outside quotes so far. */
  readonly newlines: Counts = { LF: 0, CRLF: 0, CR: 0 };
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #maxLength: number;
  #state = START;
  /** The record that is not finished, as far as earlier texts had it. */
  #pieces: string[] = [];
  #piecesLength = 0;
  #flaws = 0;
  #line: number;
  #recordLine: number;
  /** Offset in the record, and line, of the quote that opened last. */
  #openAt = 0;
  #openLine = 1;
  #previous = 0;

  constructor({ delimiter, quote, maxRecordLength = 16 * 1024 * 1024, firstLine = 1 }: ScanOptions) {
    this.#line = firstLine;
    this.#recordLine = firstLine;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#quote = quote === null ? -1 : quote.charCodeAt(0);
    this.#maxLength = maxRecordLength;
  }

  /**
   * The records this text completes, in order.
   *
   * @throws ReadError `record_too_long`
   */
  push(text: string): ScannedRecord[] {
    const records: ScannedRecord[] = [];
    this.#scan(text, records);
    return records;
  }

  /** The last records, when the text does not end with a line end. */
  end(): ScannedRecord[] {
    const records: ScannedRecord[] = [];
    while (this.#state === QUOTED) {
      const text = this.#takePieces();
      const next = this.#reopen(text, 0, records);
      if (next !== null) this.#scan(text.slice(next), records);
    }
    if (this.#piecesLength > 0) this.#emit(this.#takePieces(), records);
    return records;
  }

  /**
   * The record that is not finished: its first line and its text so far. Scanning may begin anew at its first character
   * with the same result. `null` where it may not: in the middle of a CRLF.
   */
  unfinished(): { line: number; text: string } | null {
    if (this.#previous === CR && this.#piecesLength === 0) return null;
    return { line: this.#recordLine, text: this.#pieces.join("") };
  }

  #scan(given: string, records: ScannedRecord[]): void {
    const delimiter = this.#delimiter;
    const quote = this.#quote;
    let text = given;
    let start = 0;
    let state = this.#state;
    let previous = this.#previous;
    let stop = Math.min(text.length, this.#maxLength - this.#piecesLength);
    let at = 0;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      const isStray = state === CLOSED && code !== quote && code !== delimiter && code !== LF && code !== CR;
      if (at >= stop || (isStray && this.#line > this.#openLine)) {
        if (state !== QUOTED && !isStray) throw this.#overlong();
        if (this.#piecesLength > 0) text = this.#takePieces() + text;
        const next = this.#reopen(text, start, records);
        if (next === null) throw this.#overlong();
        at = next;
        start = next;
        state = START;
        previous = 0;
        stop = Math.min(text.length, start + this.#maxLength);
        continue;
      }
      if (code === quote) {
        if (state === START) {
          this.#openAt = this.#piecesLength + at - start;
          this.#openLine = this.#line;
          state = QUOTED;
        } else if (state === TEXT) this.#flaws |= IN_TEXT;
        else state = state === QUOTED ? CLOSED : QUOTED;
      } else if (code === LF || code === CR) {
        const isSecondHalf = code === LF && previous === CR;
        if (state === QUOTED) this.#line += isSecondHalf ? 0 : 1;
        else {
          if (isSecondHalf) this.#countCrLf();
          else this.#endRecord(text.slice(start, at), code, records);
          start = at + 1;
          stop = Math.min(text.length, start + this.#maxLength);
          state = START;
        }
      } else if (state === QUOTED) {
        if (code === 0) this.#flaws |= NUL;
      } else if (code === delimiter) state = START;
      else {
        if (isStray) this.#flaws |= STRAY;
        if (code === 0) this.#flaws |= NUL;
        state = TEXT;
      }
      previous = code;
      at += 1;
    }
    this.#state = state;
    this.#previous = previous;
    if (start < text.length) this.#pieces.push(text.slice(start));
    this.#piecesLength += text.length - start;
  }

  #countCrLf(): void {
    this.newlines.CR -= 1;
    this.newlines.CRLF += 1;
  }

  #endRecord(last: string, code: number, records: ScannedRecord[]): void {
    this.newlines[code === CR ? "CR" : "LF"] += 1;
    this.#emit(this.#piecesLength > 0 ? this.#takePieces() + last : last, records);
    this.#line += 1;
    this.#recordLine = this.#line;
  }

  #takePieces(): string {
    const text = this.#pieces.join("");
    this.#pieces = [];
    this.#piecesLength = 0;
    return text;
  }

  #emit(text: string, records: ScannedRecord[]): void {
    const bits = this.#flaws;
    const flaws = bits === 0 ? flawless : flawBits.filter(([bit]) => bits & bit).map(([, flaw]) => flaw);
    records.push({ text, line: this.#recordLine, flaws });
    this.#flaws = 0;
  }

  #overlong(): ReadError {
    const line = this.#recordLine.toLocaleString("en-GB");
    const megabytes = Math.round(this.#maxLength / 1_048_576);
    const message = `The row on line ${line} is longer than ${megabytes} MB. Choose another delimiter or quote, or correct that line.`;
    return new ReadError("record_too_long", message);
  }

  /**
   * Takes the quote that opened last for text: the record that begins at `start` ends at the end of that quote's line.
   * Answers with the place after that line; `null` when the line does not end, and the whole rest is the record.
   */
  #reopen(text: string, start: number, records: ScannedRecord[]): number | null {
    const last = Math.min(text.length, start + this.#maxLength);
    let end = start + this.#openAt;
    while (end < last && text.charCodeAt(end) !== LF && text.charCodeAt(end) !== CR) end += 1;
    const record = text.slice(start, end);
    this.#flaws = (this.#flaws & ~NUL) | UNCLOSED | (record.includes("\0") ? NUL : 0);
    this.#state = START;
    this.#previous = 0;
    this.#emit(record, records);
    if (end === last) return null;
    const isCrLf = text.startsWith("\r\n", end);
    this.newlines[isCrLf ? "CRLF" : text[end] === "\r" ? "CR" : "LF"] += 1;
    this.#line = this.#openLine + 1;
    this.#recordLine = this.#line;
    return end + (isCrLf ? 2 : 1);
  }
}
