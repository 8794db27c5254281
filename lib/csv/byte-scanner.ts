import { BatchBuilder } from "./batch-builder";
import { type CleanDialect, CleanRun, cleanDialect, type Place } from "./clean-run";
import { delimiterBytes, hasTail } from "./delimiter-bytes";
import type { ScanOptions } from "./dialect";
import type { Kernel } from "./kernel";
import { LINE_CR, LINE_CRLF, LINE_LF, LineEnds } from "./line-ends";
import { lineEnd, type RawDialect } from "./raw-line";
import { ESCAPED, LOOSE, PLAIN, QUOTED, type RecordBatch } from "./record-batch";
import { isTorn } from "./torn-quote";
import { cutAnew, keepBeginning } from "./unsound-record";

const LF = 10;
const CR = 13;
const SPACE = 32;

/** Where the scanner stands: before a cell, in plain text, inside quotes, in the rest of a record that is too long. */
const START = 0;
const TEXT = 1;
const INSIDE = 2;
const SKIPPING = 3;

/**
 * Finds records and cells in UTF-8 bytes and makes no string of them. Any chunks of the same bytes give the same
 * records, in time linear in their length.
 *
 * A quote opens only at the start of a cell; CR, LF and CRLF end a line, also mixed; a line end inside quotes is part
 * of the cell (RFC 4180). A quote that is never closed, or whose cell runs over its line and then ends in the middle of
 * text, costs its own line only: the scanner goes back and reads what follows that line as records. Nothing is read a
 * third time, since the quotes in between came in pairs.
 */
export class ByteScanner {
  /** Line ends outside quotes so far. */
  readonly lineEnds = new LineEnds();
  readonly #batch: BatchBuilder;
  readonly #clean: CleanDialect;
  readonly #cleanRun: CleanRun;
  readonly #padded: boolean;
  /** Bytes of the delimiter behind its first. */
  readonly #tail: readonly number[];
  readonly #raw: RawDialect;
  readonly #maxCell: number;
  /** Offset of the first byte held, in the bytes given. */
  #base = 0;
  #length = 0;
  readonly #place: Place;
  #state = START;
  #cellStart = 0;
  #kind = PLAIN;
  #openAt = 0;
  #openLine = 1;
  /** Not 0 in a record whose quotes cannot be trusted. */
  #stray = 0;

  /** @param kernel reads what is written as it should be, if given: the batches lie in its memory */
  constructor(options: ScanOptions, kernel: Kernel | null = null) {
    const { delimiter, width = 0, firstLine = 1 } = options;
    this.#batch = new BatchBuilder(kernel ?? undefined);
    this.#clean = cleanDialect(options);
    const { isPadded, tail } = delimiterBytes(delimiter);
    this.#padded = isPadded;
    this.#tail = tail;
    const { delimiter: first, quote, escape: escaping, maxCells } = this.#clean;
    this.#raw = { delimiter: first, quote, escape: escaping, isPadded, tail, width, maxCells };
    this.#maxCell = options.maxCellBytes ?? 1_048_576;
    this.#place = { at: 0, line: firstLine, recordStart: 0, recordLine: firstLine };
    this.#cleanRun = new CleanRun(this.#batch, this.#place, this.#clean, this.lineEnds, kernel);
  }

  /** The records these bytes complete; with `isLast` also one the end of the file ends. */
  scan(chunk: Uint8Array, isLast: boolean): RecordBatch {
    this.take(chunk);
    return this.scanTaken(isLast);
  }

  /** `scan` for the bytes that were taken last. */
  scanTaken(isLast: boolean): RecordBatch {
    this.#run(isLast);
    if (isLast) this.#finish();
    else this.#checkCaps();
    return this.#batch;
  }

  /** Offset, in the bytes given, of the first byte of the batch. */
  get batchOffset(): number {
    return this.#base;
  }

  /** Offset, in the bytes given, of the first byte that no finished record holds and that may still belong to one. */
  get heldFrom(): number {
    return this.#base + this.#place.recordStart;
  }

  /**
   * The record that is not finished: its line, where it begins in the bytes given, and its bytes. Scanning may begin
   * anew there. `null` in the rest of a record that is too long.
   */
  unfinished(): { line: number; offset: number; bytes: Uint8Array } | null {
    if (this.#state === SKIPPING) return null;
    const offset = this.#base + this.#place.recordStart;
    const bytes = this.#batch.bytes.subarray(this.#place.recordStart, this.#length);
    return { line: this.#place.recordLine, offset, bytes };
  }

  /**
   * Keeps the bytes of the unfinished record and puts the new ones behind them, with room for a stop and a word at the
   * end. Ends the batch before.
   *
   * @returns the new ones where they lie now
   */
  take(chunk: Uint8Array): Uint8Array {
    const batch = this.#batch;
    const shift = this.#place.recordStart;
    const open = this.#length - shift;
    if (open > 0 && shift > 0) batch.bytes.copyWithin(0, shift, this.#length);
    batch.reserveBytes(open + chunk.length + 8);
    batch.bytes.set(chunk, open);
    this.#cleanRun.forget();
    batch.next(shift);
    this.#base += shift;
    this.#length = open + chunk.length;
    this.#place.at -= shift;
    this.#place.recordStart = 0;
    this.#cellStart -= shift;
    this.#openAt -= shift;
    return batch.bytes.subarray(open, this.#length);
  }

  #run(isLast: boolean): void {
    const place = this.#place;
    this.#batch.bytes[this.#length] = LF;
    for (let isGoing = true; isGoing; ) {
      if (this.#state === INSIDE) isGoing = this.#inside(isLast);
      else if (this.#state === SKIPPING) isGoing = this.#skip(isLast);
      else if (this.#state === TEXT) isGoing = this.#text(isLast);
      else {
        if (!this.#padded && this.#tail.length === 0 && this.#stray === 0) this.#cleanRun.run(this.#length);
        isGoing = place.at < this.#length;
        if (isGoing) this.#enterCell();
      }
    }
  }

  /** Goes into the cell that begins here. */
  #enterCell(): void {
    const place = this.#place;
    const first = this.#batch.bytes[place.at];
    if (first === SPACE && this.#padded && this.#batch.openCells > 0) {
      place.at += 1;
      return;
    }
    this.#cellStart = place.at;
    this.#kind = PLAIN;
    this.#state = TEXT;
    if (first !== this.#clean.quote) return;
    this.#openAt = place.at;
    this.#openLine = place.line;
    this.#kind = QUOTED;
    this.#state = INSIDE;
    place.at += 1;
  }

  /** Goes on in plain text. `false`: more bytes are needed. */
  #text(isLast: boolean): boolean {
    const batch = this.#batch;
    const { bytes } = batch;
    const { textStops: stops, delimiter } = this.#clean;
    const place = this.#place;
    const end = this.#length;
    let { at } = place;
    for (;;) {
      while (stops[bytes[at] as number] === 0) at += 1;
      place.at = Math.min(at, end);
      if (at >= end) return false;
      const byte = bytes[at];
      if (byte === delimiter) {
        const isWhole = this.#isDelimiter(at, isLast);
        if (isWhole === null) return false;
        at += 1;
        if (!isWhole) continue;
        batch.addCell(this.#cellStart, at - 1, this.#kind);
        place.at = at + this.#tail.length;
        this.#state = START;
        return true;
      }
      if (byte === LF || byte === CR) {
        if (byte === CR && at + 1 >= end && !isLast) return false;
        batch.addCell(this.#cellStart, at, this.#kind);
        place.at = this.#endRecord(at);
        return true;
      }
      if (byte === 0) batch.addFlaw("nul", at, place.line);
      else {
        this.#kind = LOOSE;
        if (this.#stray === 0) batch.addFlaw("quote_in_text", at, place.line);
      }
      at += 1;
    }
  }

  /** Goes on inside quotes. `false`: more bytes are needed. */
  #inside(isLast: boolean): boolean {
    const { bytes } = this.#batch;
    const end = this.#length;
    const stops = this.#clean.quotedStops;
    let at = this.#place.at;
    for (;;) {
      while (stops[bytes[at] as number] === 0) at += 1;
      this.#place.at = Math.min(at, end);
      if (at >= end || (at + 1 >= end && !isLast)) return false;
      const byte = bytes[at];
      if (byte === this.#clean.quote) {
        const next = at + 1 < end ? bytes[at + 1] : LF;
        if (next !== byte) return this.#close(at, next as number, isLast);
        this.#kind = ESCAPED;
        at += 2;
      } else if (byte === this.#clean.escape) {
        this.#kind = ESCAPED;
        // A line end after an escape still ends a line of the file, so it is looked at on its own.
        const next = bytes[at + 1];
        at += next === LF || next === CR ? 1 : 2;
      } else if (byte === 0) {
        this.#batch.addFlaw("nul", at, this.#place.line);
        at += 1;
      } else {
        const isPair = byte === CR && bytes[at + 1] === LF && at + 1 < end;
        if (this.#isTooLong(at)) {
          this.#cutLong();
          return true;
        }
        this.#place.line += 1;
        at += isPair ? 2 : 1;
        if (at - this.#openAt > this.#maxCell) return this.#reopen();
      }
    }
  }

  /** A quote that is not doubled, inside quotes. */
  #close(at: number, next: number, isLast: boolean): boolean {
    const isOver = this.#place.line > this.#openLine;
    if (this.#isTooLong(at)) {
      this.#cutLong();
      return true;
    }
    if (isOver && at - this.#openAt > this.#maxCell) return this.#reopen();
    const isDelimiter = next === this.#clean.delimiter && this.#isDelimiter(at + 1, isLast);
    if (isDelimiter === null) return false;
    if (isDelimiter || next === LF || next === CR) {
      if (next === CR && at + 2 >= this.#length && !isLast) return false;
      this.#batch.addCell(this.#cellStart + 1, at, this.#kind);
      this.#state = START;
      this.#place.at = at + 1;
      if (isDelimiter) this.#place.at = at + 2 + this.#tail.length;
      else if (at + 1 < this.#length) this.#place.at = this.#endRecord(at + 1);
      else this.#endRecord(at + 1);
      return true;
    }
    if (isOver) {
      const torn = this.#isTorn(at, isLast);
      if (torn === null) return false;
      if (torn) return this.#reopen();
    }
    this.#batch.addFlaw("stray_quote", at + 1, this.#place.line);
    this.#stray = 1;
    this.#state = TEXT;
    this.#place.at = at + 1;
    return true;
  }

  /** Whether the whole delimiter stands where its first byte does; `null`: more bytes are needed. */
  #isDelimiter(at: number, isLast: boolean): boolean | null {
    const tail = this.#tail;
    if (tail.length === 0) return true;
    if (at + tail.length >= this.#length && !isLast) return null;
    return hasTail(this.#batch.bytes, at, this.#length, tail);
  }

  #isTorn(at: number, isLast: boolean): boolean | null {
    if (this.#raw.width < 2) return true;
    return isTorn(this.#batch.bytes, this.#openAt, at, { end: this.#length, isLast }, this.#raw);
  }

  #skip(isLast: boolean): boolean {
    const { bytes } = this.#batch;
    const end = this.#length;
    const at = lineEnd(bytes, this.#place.at, end);
    this.#place.at = at;
    this.#place.recordStart = at;
    if (at >= end || (bytes[at] === CR && at + 1 >= end && !isLast)) return false;
    this.#place.at = this.#endLine(at);
    return true;
  }

  /** Ends the record at the line end at `at`, or at the end of the file. Answers where the next begins. */
  #endRecord(at: number): number {
    const batch = this.#batch;
    if (this.#isTooLong(at)) keepBeginning(batch, this.#place, this.#clean.maxClean);
    else {
      const isWhole = this.#stray === 0 || cutAnew(batch, this.#place, at, this.#raw);
      if (isWhole) batch.addRecord(this.#place.recordStart, at, this.#place.recordLine);
      else keepBeginning(batch, this.#place, this.#clean.maxClean);
    }
    this.#stray = 0;
    return this.#endLine(at);
  }

  /** Whether the record that goes as far as `at` is not kept. */
  #isTooLong(at: number): boolean {
    const { maxRecord, maxCells } = this.#clean;
    return at - this.#place.recordStart > maxRecord || this.#batch.openCells > maxCells;
  }

  #endLine(at: number): number {
    this.#state = START;
    const { bytes } = this.#batch;
    if (at >= this.#length) {
      this.#place.recordStart = at;
      return at;
    }
    const isPair = bytes[at] === CR && bytes[at + 1] === LF && at + 1 < this.#length;
    this.lineEnds.add(isPair ? LINE_CRLF : bytes[at] === CR ? LINE_CR : LINE_LF, this.#place.line);
    this.#place.line += 1;
    this.#place.recordLine = this.#place.line;
    this.#place.recordStart = at + (isPair ? 2 : 1);
    return this.#place.recordStart;
  }

  /**
   * Takes the quote that opened last for text: its record ends at the end of that quote's line, and what follows is
   * read as records.
   */
  #reopen(): true {
    const batch = this.#batch;
    const end = lineEnd(batch.bytes, this.#openAt, this.#length);
    batch.dropFlaws(end);
    batch.addFlaw("unclosed_quote", this.#openAt, this.#openLine);
    this.#stray = 1;
    this.#place.line = this.#openLine;
    this.#place.at = this.#endRecord(end);
    return true;
  }

  #cutLong(): void {
    keepBeginning(this.#batch, this.#place, this.#clean.maxClean);
    this.#stray = 0;
    this.#state = SKIPPING;
  }

  /** What is held of one record stays under the limits, however long it goes on. */
  #checkCaps(): void {
    while (this.#state !== SKIPPING && this.#isTooLong(this.#place.at)) {
      this.#cutLong();
      this.#run(false);
    }
  }

  #finish(): void {
    while (this.#state === INSIDE) {
      if (this.#isTooLong(this.#place.at)) this.#cutLong();
      else this.#reopen();
      this.#run(true);
    }
    if (this.#state === SKIPPING || this.#length <= this.#place.recordStart) return;
    if (this.#state === START) this.#enterCell();
    this.#batch.addCell(this.#cellStart, this.#length, this.#kind);
    this.#endRecord(this.#length);
  }
}
