import { BatchBuilder } from "./batch-builder";
import type { ScanOptions } from "./dialect";
import { LineEnds } from "./line-ends";
import { lineEnd, splitRaw } from "./raw-line";
import { ESCAPED, PLAIN, QUOTED, type RecordBatch } from "./record-batch";
import { isTorn } from "./torn-quote";

const LF = 10;
const CR = 13;
const SPACE = 32;

/** Where the scanner stands: before a cell, in plain text, inside quotes, in the rest of a record that is too long. */
const START = 0;
const TEXT = 1;
const INSIDE = 2;
const SKIPPING = 3;

const keptOfLong = 1024;

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
  readonly #batch = new BatchBuilder();
  readonly #delimiter: number;
  readonly #padded: boolean;
  readonly #quote: number;
  readonly #escape: number;
  readonly #width: number;
  readonly #maxCell: number;
  readonly #maxRecord: number;
  /** Not 0 for a byte at which a run of plain text, or of quoted text, is left. */
  readonly #textStops = new Uint8Array(256);
  readonly #quotedStops = new Uint8Array(256);
  /** Offset of the first byte held, in the bytes given. */
  #base = 0;
  #length = 0;
  #at = 0;
  #state = START;
  #recordStart = 0;
  #recordLine: number;
  #line: number;
  #cellStart = 0;
  #kind = PLAIN;
  #openAt = 0;
  #openLine = 1;
  /** Not 0 in a record whose quotes cannot be trusted. */
  #stray = 0;

  constructor(options: ScanOptions) {
    const { delimiter, quote, escape: escaping = null, width = 0, firstLine = 1 } = options;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#padded = delimiter.length === 2;
    this.#quote = quote === null ? -1 : quote.charCodeAt(0);
    this.#escape = escaping === null ? -1 : escaping.charCodeAt(0);
    this.#width = width;
    this.#maxCell = options.maxCellBytes ?? 1_048_576;
    this.#maxRecord = options.maxRecordBytes ?? 16 * 1_048_576;
    this.#line = firstLine;
    this.#recordLine = firstLine;
    for (const stop of [0, LF, CR, this.#quote]) {
      if (stop < 0) continue;
      this.#textStops[stop] = 1;
      this.#quotedStops[stop] = 1;
    }
    this.#textStops[this.#delimiter] = 1;
    if (this.#escape >= 0) this.#quotedStops[this.#escape] = 1;
  }

  /** The records these bytes complete; with `isLast` also one the end of the file ends. */
  scan(chunk: Uint8Array, isLast: boolean): RecordBatch {
    this.#take(chunk);
    this.#run(isLast);
    if (isLast) this.#finish();
    else this.#checkCaps();
    return this.#batch;
  }

  /** Offset, in the bytes given, of the first byte of the batch. */
  get batchOffset(): number {
    return this.#base;
  }

  /**
   * The record that is not finished: its line, where it begins in the bytes given, and its bytes. Scanning may begin
   * anew there. `null` in the rest of a record that is too long.
   */
  unfinished(): { line: number; offset: number; bytes: Uint8Array } | null {
    if (this.#state === SKIPPING) return null;
    const offset = this.#base + this.#recordStart;
    const bytes = this.#batch.bytes.subarray(this.#recordStart, this.#length);
    return { line: this.#recordLine, offset, bytes };
  }

  /** Keeps the bytes of the unfinished record and puts the new ones behind them, with room for a stop at the end. */
  #take(chunk: Uint8Array): void {
    const batch = this.#batch;
    const shift = this.#recordStart;
    const open = this.#length - shift;
    const needed = open + chunk.length + 1;
    if (batch.bytes.length < needed) {
      const more = new Uint8Array(Math.max(needed, Math.min(batch.bytes.length * 2, needed + 8_388_608)));
      more.set(batch.bytes.subarray(shift, this.#length));
      batch.bytes = more;
    } else if (open > 0) batch.bytes.copyWithin(0, shift, this.#length);
    batch.bytes.set(chunk, open);
    batch.next(shift);
    this.#base += shift;
    this.#length = open + chunk.length;
    this.#at -= shift;
    this.#cellStart -= shift;
    this.#openAt -= shift;
    this.#recordStart = 0;
  }

  #run(isLast: boolean): void {
    const batch = this.#batch;
    const bytes = batch.bytes;
    const end = this.#length;
    const stops = this.#textStops;
    const delimiter = this.#delimiter;
    const quote = this.#quote;
    const padded = this.#padded;
    bytes[end] = LF;
    let at = this.#at;
    for (;;) {
      if (this.#state === INSIDE || this.#state === SKIPPING) {
        this.#at = at;
        const isGoing = this.#state === INSIDE ? this.#inside(isLast) : this.#skip(isLast);
        at = this.#at;
        if (!isGoing) break;
        continue;
      }
      if (this.#state === START) {
        if (at >= end) break;
        const first = bytes[at];
        if (first === SPACE && padded && batch.openCells > 0) {
          at += 1;
          continue;
        }
        if (first !== quote) {
          // Nearly every cell is plain text that ends in a delimiter.
          let start = at;
          let { cells, cellStarts, cellEnds, cellKinds } = batch;
          while (stops[bytes[at] as number] === 0) at += 1;
          while (bytes[at] === delimiter && at < end && !padded) {
            if (cells === cellStarts.length) {
              batch.cells = cells;
              batch.growCells();
              ({ cellStarts, cellEnds, cellKinds } = batch);
            }
            cellStarts[cells] = start;
            cellEnds[cells] = at;
            cellKinds[cells] = PLAIN;
            cells += 1;
            at += 1;
            start = at;
            while (stops[bytes[at] as number] === 0) at += 1;
          }
          batch.cells = cells;
          at = Math.min(at, end);
          if (at === start) {
            // Nothing was read of the cell: a quote may open here, or it is empty.
            if (at >= end) break;
            if (bytes[at] === quote) continue;
          }
          this.#cellStart = start;
        } else this.#cellStart = at;
        this.#kind = PLAIN;
        if (first === quote) {
          this.#openAt = at;
          this.#openLine = this.#line;
          this.#kind = QUOTED;
          this.#state = INSIDE;
          at += 1;
          continue;
        }
        this.#state = TEXT;
      }
      while (stops[bytes[at] as number] === 0) at += 1;
      if (at >= end) {
        at = end;
        break;
      }
      const byte = bytes[at];
      if (byte === delimiter) {
        batch.addCell(this.#cellStart, at, PLAIN);
        this.#state = START;
      } else if (byte === LF || byte === CR) {
        if (byte === CR && at + 1 >= end && !isLast) break;
        batch.addCell(this.#cellStart, at, PLAIN);
        at = this.#endRecord(at);
        continue;
      } else if (byte === 0) batch.addFlaw("nul", at, this.#line);
      else if (this.#stray === 0) batch.addFlaw("quote_in_text", at, this.#line);
      at += 1;
    }
    this.#at = at;
  }

  /** Goes on inside quotes. `false`: more bytes are needed. */
  #inside(isLast: boolean): boolean {
    const { bytes } = this.#batch;
    const end = this.#length;
    const stops = this.#quotedStops;
    let at = this.#at;
    for (;;) {
      while (stops[bytes[at] as number] === 0) at += 1;
      this.#at = Math.min(at, end);
      if (at >= end || (at + 1 >= end && !isLast)) return false;
      const byte = bytes[at];
      if (byte === this.#quote) {
        const next = at + 1 < end ? bytes[at + 1] : LF;
        if (next !== byte) return this.#close(at, next as number, isLast);
        this.#kind = ESCAPED;
        at += 2;
      } else if (byte === this.#escape) {
        this.#kind = ESCAPED;
        // A line end after an escape still ends a line of the file, so it is looked at on its own.
        const next = bytes[at + 1];
        at += next === LF || next === CR ? 1 : 2;
      } else if (byte === 0) {
        this.#batch.addFlaw("nul", at, this.#line);
        at += 1;
      } else {
        const isPair = byte === CR && bytes[at + 1] === LF && at + 1 < end;
        if (at - this.#recordStart > this.#maxRecord) {
          this.#cutLong();
          return true;
        }
        this.#line += 1;
        at += isPair ? 2 : 1;
        if (at - this.#openAt > this.#maxCell) return this.#reopen();
      }
    }
  }

  /** A quote that is not doubled, inside quotes. */
  #close(at: number, next: number, isLast: boolean): boolean {
    const isOver = this.#line > this.#openLine;
    if (at - this.#recordStart > this.#maxRecord) {
      this.#cutLong();
      return true;
    }
    if (isOver && at - this.#openAt > this.#maxCell) return this.#reopen();
    if (next === this.#delimiter || next === LF || next === CR) {
      if (next === CR && at + 2 >= this.#length && !isLast) return false;
      this.#batch.addCell(this.#cellStart + 1, at, this.#kind);
      this.#state = START;
      this.#at = at + 1;
      if (next === this.#delimiter) this.#at = at + 2;
      else if (at + 1 < this.#length) this.#at = this.#endRecord(at + 1);
      else this.#endRecord(at + 1);
      return true;
    }
    if (isOver) {
      const torn = this.#isTorn(at, isLast);
      if (torn === null) return false;
      if (torn) return this.#reopen();
    }
    this.#batch.addFlaw("stray_quote", at + 1, this.#line);
    this.#stray = 1;
    this.#state = TEXT;
    this.#at = at + 1;
    return true;
  }

  #isTorn(at: number, isLast: boolean): boolean | null {
    if (this.#width < 2) return true;
    return isTorn(this.#batch.bytes, this.#openAt, at, {
      end: this.#length,
      isLast,
      width: this.#width,
      delimiter: this.#delimiter,
      quote: this.#quote,
    });
  }

  #skip(isLast: boolean): boolean {
    const { bytes } = this.#batch;
    const end = this.#length;
    const at = lineEnd(bytes, this.#at, end);
    this.#at = at;
    this.#recordStart = at;
    if (at >= end || (bytes[at] === CR && at + 1 >= end && !isLast)) return false;
    this.#at = this.#endLine(at);
    return true;
  }

  /** Ends the record at the line end at `at`, or at the end of the file. Answers where the next begins. */
  #endRecord(at: number): number {
    const batch = this.#batch;
    if (at - this.#recordStart > this.#maxRecord) this.#keepBeginning();
    else {
      if (this.#stray !== 0) this.#recut(at);
      batch.addRecord(this.#recordStart, at, this.#recordLine);
    }
    this.#stray = 0;
    return this.#endLine(at);
  }

  #endLine(at: number): number {
    this.#state = START;
    const { bytes } = this.#batch;
    if (at >= this.#length) {
      this.#recordStart = at;
      return at;
    }
    const isPair = bytes[at] === CR && bytes[at + 1] === LF && at + 1 < this.#length;
    this.lineEnds.add(isPair ? "CRLF" : bytes[at] === CR ? "CR" : "LF", this.#line);
    this.#line += 1;
    this.#recordLine = this.#line;
    this.#recordStart = at + (isPair ? 2 : 1);
    return this.#recordStart;
  }

  /** The cells of a record that is not sound, as its delimiters divide it. */
  #recut(end: number): void {
    this.#batch.dropOpenCells();
    const { bytes } = this.#batch;
    splitRaw(bytes, this.#recordStart, end, this.#delimiter, this.#quote, this.#padded, (from, to, kind) =>
      this.#batch.addCell(from, to, kind),
    );
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
    this.#line = this.#openLine;
    this.#at = this.#endRecord(end);
    return true;
  }

  /** Of a record that is too long the beginning is one cell. */
  #keepBeginning(): void {
    const batch = this.#batch;
    const start = this.#recordStart;
    let end = Math.min(start + keptOfLong, start + this.#maxRecord);
    while (((batch.bytes[end] ?? 0) & 0xc0) === 0x80 && end > start) end -= 1;
    end = lineEnd(batch.bytes, start, end);
    batch.dropOpenCells();
    batch.dropFlaws(start);
    batch.addFlaw("record_too_long", start, this.#recordLine);
    batch.addCell(start, end, PLAIN);
    batch.addRecord(start, end, this.#recordLine);
  }

  #cutLong(): void {
    this.#keepBeginning();
    this.#stray = 0;
    this.#state = SKIPPING;
  }

  /** What is held of one record stays under the limits, however long it goes on. */
  #checkCaps(): void {
    while (this.#state !== SKIPPING && this.#at - this.#recordStart > this.#maxRecord) {
      this.#cutLong();
      this.#run(false);
    }
  }

  #finish(): void {
    while (this.#state === INSIDE) {
      if (this.#at - this.#recordStart > this.#maxRecord) this.#cutLong();
      else this.#reopen();
      this.#run(true);
    }
    if (this.#state === SKIPPING || this.#length <= this.#recordStart) return;
    this.#batch.addCell(this.#state === START ? this.#length : this.#cellStart, this.#length, PLAIN);
    this.#endRecord(this.#length);
  }
}
