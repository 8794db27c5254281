import { AsciiRuns } from "./ascii";
import { ESCAPED, type RecordBatch } from "./record-batch";

/** Gives cells of a batch as text, decoding only what is asked for. */
export interface CellText {
  /** The text of a cell by its index in the batch. */
  cell(index: number): string;
  /** The cells of a record. */
  record(index: number): string[];
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const byteDecoder = new TextDecoder("windows-1252");

/** So many cells are decoded one by one; who asks for more is taken to want most of them, and all are decoded at once. */
const fewCells = 64;

/** Longer cells with escaped quotes are put right as bytes: text that is put together of millions of pieces costs many times its size. */
const longEscaped = 65_536;

function isAsciiBetween(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if ((bytes[at] as number) >= 0x80) return false;
  return true;
}

/**
 * @param quote of the dialect
 * @param escaping of the dialect, beside a doubled quote
 */
export function createCellText(batch: RecordBatch, quote: string | null, escaping: string | null): CellText {
  const { bytes, firstCells, cellStarts, cellEnds, cellKinds, count } = batch;
  const from = batch.starts[0] ?? 0;
  /** One character for each byte, so that a place in the bytes is a place in the text; right where bytes are ASCII. */
  let all: string | null = null;
  let isAscii = false;
  let asked = 0;
  const whole = () => {
    const stretch = bytes.subarray(from, batch.ends[count - 1] ?? from);
    isAscii = new AsciiRuns(stretch).end(0) === stretch.length;
    all = (isAscii ? decoder : byteDecoder).decode(stretch);
    return all;
  };
  const raw = (start: number, end: number): string => {
    if (start === end) return "";
    asked += 1;
    if (asked <= fewCells) return decoder.decode(bytes.subarray(start, end));
    const text = all ?? whole();
    if (isAscii || isAsciiBetween(bytes, start, end)) return text.slice(start - from, end - from);
    return decoder.decode(bytes.subarray(start, end));
  };
  const plainOf = (text: string, index: number): string => {
    if (cellKinds[index] !== ESCAPED || quote === null) return text;
    if (text.length <= longEscaped) return unescaped(text, quote, escaping);
    const held = bytes.subarray(cellStarts[index] as number, cellEnds[index] as number);
    return decoder.decode(unescapedBytes(held, quote, escaping));
  };
  const cell = (index: number): string =>
    plainOf(raw(cellStarts[index] as number, cellEnds[index] as number), index);
  const sliced = (text: string, start: number, first: number, last: number): string[] => {
    const cells: string[] = new Array(last - first);
    for (let index = first; index < last; index += 1) {
      const value = text.slice((cellStarts[index] as number) - start, (cellEnds[index] as number) - start);
      cells[index - first] = plainOf(value, index);
    }
    return cells;
  };
  return {
    cell,
    record(index) {
      const first = firstCells[index] as number;
      const last = firstCells[index + 1] as number;
      const start = batch.starts[index] as number;
      const end = batch.ends[index] as number;
      const text = raw(start, end);
      if (text.length === end - start) return sliced(text, start, first, last);
      return Array.from({ length: last - first }, (_, offset) => cell(first + offset));
    },
  };
}

/** Whether a cell has no text but white space. */
export function isBlankCell(batch: RecordBatch, index: number): boolean {
  const end = batch.cellEnds[index] as number;
  let at = batch.cellStarts[index] as number;
  while (at < end) {
    const byte = batch.bytes[at] as number;
    if (byte >= 0x80) return decoder.decode(batch.bytes.subarray(at, end)).trim() === "";
    if (byte !== 0x20 && (byte < 0x09 || byte > 0x0d)) return false;
    at += 1;
  }
  return true;
}

/** Doubled quotes are one; with an escape character, it gives a quote and itself. */
function unescaped(text: string, quote: string, escaping: string | null): string {
  if (escaping === null) return text.replaceAll(quote + quote, quote);
  let plain = "";
  let done = 0;
  for (let at = 0; at < text.length - 1; at += 1) {
    const next = text[at + 1];
    const isEscape = text[at] === escaping && (next === quote || next === escaping);
    if (!isEscape && !(text[at] === quote && next === quote)) continue;
    plain += text.slice(done, at);
    done = at + 1;
    at += 1;
  }
  return plain + text.slice(done);
}

/** The same of bytes. */
function unescapedBytes(bytes: Uint8Array, quote: string, escaping: string | null): Uint8Array {
  const quoteByte = quote.charCodeAt(0);
  const escapeByte = escaping === null ? quoteByte : escaping.charCodeAt(0);
  const plain = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    const next = bytes[at + 1];
    const isEscape =
      (byte === quoteByte && next === quoteByte) ||
      (byte === escapeByte && (next === quoteByte || next === escapeByte));
    if (isEscape) at += 1;
    plain[length] = bytes[at] as number;
    length += 1;
  }
  return plain.subarray(0, length);
}
