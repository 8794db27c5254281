import { createTextReader } from "./decode-text";
import type { Delimiter, Encoding, Newline, Quote } from "./reading";
import { type Flaw, RecordScanner, type ScannedRecord } from "./record-scanner";
import { createCellSplitter } from "./split-cells";

/** One record of a file. Its cells are text, exactly as written. */
export interface FileRecord {
  /** Its 1-based number as a spreadsheet shows it: header, preamble and blank rows counted. */
  fileRow: number;
  /** 1-based physical line on which it begins. */
  line: number;
  cells: string[];
  flaws: readonly Flaw[];
}

/** Reads a file chunk by chunk. Any chunks of the same bytes give the same records. */
export interface RecordReader {
  /** The records these bytes complete, in order. @throws ReadError */
  read(bytes: Uint8Array): FileRecord[];
  /** What is left when there are no more bytes. @throws ReadError */
  end(): FileRecord[];
  /** Where the record that comes next begins, so that reading can begin there; `null` where it cannot. */
  checkpoint(): Checkpoint | null;
  /** How lines outside quotes have ended so far. */
  newline(): { value: Newline; evidence: string };
}

/** The beginning of a record in a file. */
export interface Checkpoint {
  byteOffset: number;
  fileRow: number;
  line: number;
}

export interface ReadOptions {
  encoding: Encoding;
  delimiter: Delimiter;
  quote: Quote;
}

/** @param from where the bytes begin, when that is not the beginning of the file */
export function createRecordReader(
  { encoding, delimiter, quote }: ReadOptions,
  from?: Checkpoint,
): RecordReader {
  const text = createTextReader(encoding, from?.byteOffset);
  const scanner = new RecordScanner({ delimiter, quote, firstLine: from?.line ?? 1 });
  const split = createCellSplitter(delimiter, quote);
  let rows = (from?.fileRow ?? 1) - 1;
  let isFirst = from === undefined;

  const numbered = (scanned: ScannedRecord[]): FileRecord[] => {
    if (isFirst && scanned.length > 0) {
      isFirst = false;
      if (isSeparatorLine(scanned[0]?.text ?? "")) scanned.shift();
    }
    const cells = split(scanned);
    return scanned.map(({ line, flaws }, index) => {
      rows += 1;
      return { fileRow: rows, line, cells: cells[index] ?? [], flaws };
    });
  };

  return {
    read: (bytes) => numbered(scanner.push(text.read(bytes))),
    end: () => {
      const last = numbered(scanner.push(text.end()));
      return [...last, ...numbered(scanner.end())];
    },
    checkpoint() {
      const unfinished = scanner.unfinished();
      const byteOffset = unfinished === null ? null : text.offsetOf(unfinished.text);
      if (unfinished === null || byteOffset === null || isFirst) return null;
      return { byteOffset, fileRow: rows + 1, line: unfinished.line };
    },
    newline: () => newlineFound(scanner.newlines),
  };
}

/** `sep=;` on the first line names the delimiter to a spreadsheet, which neither shows nor counts that line. */
export function isSeparatorLine(text: string): boolean {
  return /^"?sep=.?"?$/i.test(text);
}

function newlineFound(counts: RecordScanner["newlines"]): { value: Newline; evidence: string } {
  const kinds = (["CRLF", "LF", "CR"] as const).filter((kind) => counts[kind] > 0);
  const [only] = kinds;
  if (only === undefined) return { value: "none", evidence: "The file is one line" };
  const listed = kinds.map((kind) => `${kind} ends ${counts[kind].toLocaleString("en-GB")}`).join(", ");
  if (kinds.length > 1) return { value: "mixed", evidence: `${listed} lines` };
  const lines = counts[only];
  return {
    value: only,
    evidence:
      lines === 1 ? `${only} ends the line` : `${only} ends each of ${lines.toLocaleString("en-GB")} lines`,
  };
}
