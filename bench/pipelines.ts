import { parse as csvParse } from "csv-parse";
import Papa from "papaparse";
import { isEmailAddress, isPlainEmailAddress } from "@/lib/checks/email-address";
import { createBatchReader } from "@/lib/csv/batch-reader";
import { createCanonicalCsv } from "@/lib/csv/canonical-csv";
import { type CellText, createCellText, isBlankCell } from "@/lib/csv/cell-text";
import type { RecordBatch } from "@/lib/csv/record-batch";
import { writeRecord } from "@/lib/csv/write-csv";

/**
 * One and the same work for every reader: read; count columns, look at e-mail and required cells; take five of the seven
 * columns in another order under new names; write UTF-8 CSV. Answers the bytes written and the rows found wrong, which
 * must be equal for all.
 */
export interface Outcome {
  bytes: number;
  wrong: number;
}

export type Pipeline = (chunks: AsyncIterable<Uint8Array>, width: number) => Promise<Outcome>;

const picked = [6, 0, 1, 4, 2];
const names = ["email", "reference", "name", "town", "credit_limit"];
const partLength = 262_144;

/** Checks and writes rows of strings. */
function rowWriter(width: number) {
  const encoder = new TextEncoder();
  let texts = [writeRecord(names)];
  let length = 0;
  let isHeader = true;
  const outcome: Outcome = { bytes: 0, wrong: 0 };
  const flush = () => {
    outcome.bytes += encoder.encode(texts.join("")).length;
    texts = [];
    length = 0;
  };
  return {
    row(cells: readonly string[]) {
      if (isHeader) {
        isHeader = false;
        return;
      }
      const isRight =
        cells.length === width && isEmailAddress(cells[6] ?? "") && (cells[0] ?? "").trim() !== "";
      if (!isRight) {
        outcome.wrong += 1;
        return;
      }
      const text = writeRecord(picked.map((column) => cells[column] ?? ""));
      texts.push(text);
      length += text.length;
      if (length >= partLength) flush();
    },
    end(): Outcome {
      flush();
      return outcome;
    },
  };
}

/** PapaParse at its best: its own parser, fed by a streaming decoder. */
export const papaparse: Pipeline = async (chunks, width) => {
  const writer = rowWriter(width);
  const parser = new Papa.Parser({ delimiter: ",", header: false });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  const parse = (text: string, isLast: boolean) => {
    const { data, meta }: Papa.ParseResult<string[]> = parser.parse(text, 0, !isLast);
    for (const row of data) if (row.length > 1 || row[0] !== "") writer.row(row);
    return text.slice(meta.cursor);
  };
  for await (const chunk of chunks) rest = parse(rest + decoder.decode(chunk, { stream: true }), false);
  parse(rest + decoder.decode(), true);
  return writer.end();
};

export const csvParsePipeline: Pipeline = async (chunks, width) => {
  const writer = rowWriter(width);
  const parser = csvParse({ relax_column_count: true });
  parser.on("data", (row: string[]) => writer.row(row));
  const ended = new Promise<void>((resolve, reject) => {
    parser.on("end", resolve);
    parser.on("error", reject);
  });
  for await (const chunk of chunks) {
    if (!parser.write(chunk)) await new Promise<void>((resolve) => parser.once("drain", () => resolve()));
  }
  parser.end();
  await ended;
  return writer.end();
};

const runs = [
  { column: 6, count: 1 },
  { column: 0, count: 2 },
  { column: 4, count: 1 },
  { column: 2, count: 1 },
];

function isEmail({ bytes, cellStarts, cellEnds }: RecordBatch, cell: number, text: CellText): boolean {
  return (
    isPlainEmailAddress(bytes, cellStarts[cell] as number, cellEnds[cell] as number) ||
    isEmailAddress(text.cell(cell))
  );
}

/** The bytes of this program: text is made of the two cells that are looked at. */
export const hubload: Pipeline = async (chunks, width) => {
  const outcome: Outcome = { bytes: 0, wrong: 0 };
  const reader = createBatchReader({ encoding: "utf-8", delimiter: ",", quote: '"', width });
  let text: CellText | null = null;
  const csv = createCanonicalCsv({ delimiter: ",", quote: '"' }, (cell) => text?.cell(cell) ?? "");
  for (const name of names) csv.text(name);
  csv.endRecord();
  const read = (bytes: Uint8Array, isLast: boolean) => {
    const batch = reader.read(bytes, isLast);
    const batchText = createCellText(batch, '"', null);
    text = batchText;
    const flawed = new Set(batch.flaws.map(({ record }) => record));
    for (let record = reader.firstFileRow() === 1 ? 1 : 0; record < batch.count; record += 1) {
      const first = batch.firstCells[record] as number;
      const isRight =
        (batch.firstCells[record + 1] as number) - first === width &&
        isEmail(batch, first + 6, batchText) &&
        !isBlankCell(batch, first) &&
        !flawed.has(record);
      if (!isRight) {
        outcome.wrong += 1;
        continue;
      }
      for (const { column, count } of runs) csv.copy(batch, first + column, count);
      csv.endRecord();
    }
    outcome.bytes += csv.take().length;
  };
  for await (const chunk of chunks) read(chunk, false);
  read(new Uint8Array(0), true);
  return outcome;
};

/** The ceilings: the bytes alone, and the bytes made into text. */
export const unread: Pipeline = async (chunks) => {
  let bytes = 0;
  for await (const chunk of chunks) bytes += chunk.length;
  return { bytes, wrong: 0 };
};

export const decoded: Pipeline = async (chunks) => {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let length = 0;
  for await (const chunk of chunks) length += decoder.decode(chunk, { stream: true }).length;
  return { bytes: length, wrong: 0 };
};
