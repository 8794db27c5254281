export type RecordErrorCode = "blank_line" | "unclosed_quote" | "stray_quote" | "bare_carriage_return";

const messages: Record<RecordErrorCode, string> = {
  blank_line: "is a blank line",
  unclosed_quote: "opens a quoted cell that is never closed",
  stray_quote: "has a quote where none may stand",
  bare_carriage_return: "has a carriage return outside quotes",
};

/** A staged file that is not canonical. `record` is its index: 0 the header, 1 the first data record. */
export class RecordError extends Error {
  override readonly name = "RecordError";
  readonly code: RecordErrorCode;
  readonly record: number;

  constructor(code: RecordErrorCode, record: number) {
    super(`${record === 0 ? "The header" : `Row ${record}`} ${messages[code]}.`);
    this.code = code;
    this.record = record;
  }
}

export interface RecordWalker {
  push(chunk: Uint8Array): void;
  end(): void;
}

const quote = 0x22;
const comma = 0x2c;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Where the walker stands between two bytes. */
type State = "record" | "field" | "text" | "quoted" | "quoteInQuoted" | "carriageReturn";

/**
 * Finds the records of a canonical staged file: UTF-8, comma, RFC 4180 quoting, LF (CRLF is tolerated). It works on
 * bytes and keeps its state between chunks, so any splitting of the bytes gives the same records and none is held.
 * @param onRecord index 0 is the header; `byteEnd` is exclusive and includes the newline. The next record begins there.
 * `cells` is how many the record has.
 * @throws RecordError from push or end
 */
export function createRecordWalker(
  onRecord: (index: number, byteStart: number, byteEnd: number, cells: number) => void,
): RecordWalker {
  let state: State = "record";
  let index = 0;
  let start = 0;
  let walked = 0;
  let cells = 1;

  const close = (end: number) => {
    onRecord(index, start, end, cells);
    index += 1;
    cells = 1;
    start = end;
    state = "record";
  };

  return {
    push(chunk) {
      for (let at = 0; at < chunk.length; at += 1) {
        if (state === "text") at = textEnd(chunk, at);
        if (state === "quoted") at = quoteIn(chunk, at);
        const byte = chunk[at];
        if (byte === undefined) break;
        const next = step(state, byte, index);
        if (next === "field") cells += 1;
        if (next === "end") close(walked + at + 1);
        else state = next;
      }
      walked += chunk.length;
    },
    end() {
      if (state === "quoted") throw new RecordError("unclosed_quote", index);
      if (state === "carriageReturn") throw new RecordError("bare_carriage_return", index);
      if (state !== "record") close(walked);
    },
  };
}

/** Letters and digits, most of any file, mean nothing here: what does is not above the comma. */
function textEnd(chunk: Uint8Array, from: number): number {
  let at = from;
  while ((chunk[at] ?? 0) > comma) at += 1;
  return at;
}

function quoteIn(chunk: Uint8Array, from: number): number {
  const at = chunk.indexOf(quote, from);
  return at === -1 ? chunk.length : at;
}

function step(state: State, byte: number, record: number): State | "end" {
  if (state === "carriageReturn") {
    if (byte === lineFeed) return "end";
    throw new RecordError("bare_carriage_return", record);
  }
  if (state === "quoted") return byte === quote ? "quoteInQuoted" : "quoted";
  if (byte === comma) return "field";
  if (byte === lineFeed || byte === carriageReturn) {
    if (state === "record") throw new RecordError("blank_line", record);
    return byte === lineFeed ? "end" : "carriageReturn";
  }
  if (byte === quote) {
    if (state === "text") throw new RecordError("stray_quote", record);
    return "quoted";
  }
  if (state === "quoteInQuoted") throw new RecordError("stray_quote", record);
  return "text";
}

/**
 * The cells of one record that a walker found, its newline included or not.
 * @param bytes a whole record in UTF-8
 */
export function parseRecord(bytes: Uint8Array): string[] {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).replace(/\r?\n$/, "");
  const cells: string[] = [];
  let at = 0;
  while (at <= text.length) {
    const end = cellEnd(text, at);
    const cell = text.slice(at, end);
    cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    at = end + 1;
  }
  return cells;
}

function cellEnd(text: string, from: number): number {
  let at = from;
  if (text[at] === '"') {
    at = text.indexOf('"', at + 1);
    while (text[at + 1] === '"') at = text.indexOf('"', at + 2);
  }
  const end = text.indexOf(",", at);
  return end === -1 ? text.length : end;
}
