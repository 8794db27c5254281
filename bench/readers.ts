import Papa from "papaparse";
import { inferSchema, initParser, type Parser } from "udsv";
import { isEmailAddress, isPlainEmailAddress } from "@/lib/checks/email-address";
import { type CellTest, markUncertain } from "@/lib/checks/mark-uncertain";
import { createBatchReader } from "@/lib/csv/batch-reader";
import { copyPlan, createCanonicalCsv } from "@/lib/csv/canonical-csv";
import { type CellText, createCellText, isBlankCell } from "@/lib/csv/cell-text";
import { type Kernel, withKernel } from "@/lib/csv/kernel";
import { passOver } from "@/lib/csv-worker/file-pass";
import { whileHeld } from "@/lib/csv-worker/while-held";
import { createRowWriter, names, type Outcome, picked } from "./row-writer";

/**
 * One and the same work for every reader: read; count columns, look at e-mail and required cells; take five of the
 * columns in another order under new names; write UTF-8 CSV. What they answer must be equal for all.
 */
export type Pipeline = (file: Blob, width: number) => Promise<Outcome>;

async function eachChunk(file: Blob, onChunk: (bytes: Uint8Array) => void): Promise<void> {
  const reader = file.stream().getReader();
  await whileHeld(reader, async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onChunk(value);
    }
  });
}

async function eachText(file: Blob, onText: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  await eachChunk(file, (bytes) => onText(decoder.decode(bytes, { stream: true })));
  onText(decoder.decode());
}

/** The ceilings: the bytes alone, and the bytes made into text. */
const unread: Pipeline = async (file) => {
  let bytes = 0;
  await eachChunk(file, (chunk) => {
    bytes += chunk.length;
  });
  return { bytes, wrong: 0 };
};

const decoded: Pipeline = async (file) => {
  let bytes = 0;
  await eachText(file, (text) => {
    bytes += text.length;
  });
  return { bytes, wrong: 0 };
};

/** PapaParse at its best: its own parser, fed by a streaming decoder. */
const papaparse: Pipeline = async (file, width) => {
  const writer = createRowWriter(width);
  const parser = new Papa.Parser({ delimiter: ",", header: false });
  let rest = "";
  let isHeader = true;
  const parse = (text: string, isLast: boolean) => {
    const { data, meta }: Papa.ParseResult<string[]> = parser.parse(text, 0, !isLast);
    for (const row of data) {
      if (!isHeader && (row.length > 1 || row[0] !== "")) writer.row(row);
      isHeader = false;
    }
    rest = text.slice(meta.cursor);
  };
  await eachText(file, (text) => parse(rest + text, false));
  parse(rest, true);
  return writer.end();
};

const udsv: Pipeline = async (file, width) => {
  const writer = createRowWriter(width);
  const parsers: Parser[] = [];
  await eachText(file, (text) => {
    if (text === "") return;
    const [known = initParser(inferSchema(text))] = parsers;
    parsers[0] = known;
    known.chunk<string[]>(text, known.stringArrs, (row) => writer.row(row));
  });
  parsers[0]?.end();
  return writer.end();
};

const plan = copyPlan(picked);
const emailTest: CellTest = { isFine: isPlainEmailAddress, isEmptyFine: false, known: [{ kind: "email" }] };
const filledTest: CellTest = { isFine: () => true, isEmptyFine: false, known: [] };

/** The rooms of this program: text is made of what bytes alone cannot tell. */
const hubload: Pipeline = (file, width) => withKernel((kernel) => readAndWrite(kernel, file, width));

async function readAndWrite(kernel: Kernel | null, file: Blob, width: number): Promise<Outcome> {
  const outcome: Outcome = { bytes: 0, wrong: 0 };
  const dialect = { delimiter: ",", quote: '"', width };
  const reader = createBatchReader({ ...dialect, encoding: "utf-8" }, undefined, kernel);
  let text: CellText | null = null;
  let spare: ArrayBuffer | undefined;
  const csv = createCanonicalCsv(dialect, (cell) => text?.cell(cell) ?? "", kernel);
  for (const name of names) csv.text(name);
  csv.endRecord();
  const options = { sliceBytes: 1_048_576, signal: new AbortController().signal, onProgress: () => {} };
  await passOver(file, options, (bytes, isLast) => {
    const batch = reader.read(bytes, isLast);
    const { marks, count } = batch;
    const batchText = createCellText(batch, '"', null);
    text = batchText;
    markUncertain(kernel, emailTest, batch, 6, width);
    markUncertain(kernel, filledTest, batch, 0, width);
    const flawed = new Set(batch.flaws.map(({ record }) => record));
    for (const record of flawed) marks[record] = 1;
    for (
      let record = marks.indexOf(1);
      record !== -1 && record < count;
      record = marks.indexOf(1, record + 1)
    ) {
      if (reader.firstFileRow() + record === 1) continue;
      const first = batch.firstCells[record] as number;
      const isRight =
        (batch.firstCells[record + 1] as number) - first === width &&
        isEmailAddress(batchText.cell(first + 6)) &&
        !isBlankCell(batch, first) &&
        !flawed.has(record);
      if (isRight) marks[record] = 0;
      else outcome.wrong += 1;
    }
    csv.records(batch, plan);
    const written = csv.take(spare);
    // What the page has used comes back, as in the program.
    spare = written.buffer;
    outcome.bytes += written.length;
    return 0;
  });
  return outcome;
}

/** In the order of the tables. */
export const readers: Readonly<Record<string, Pipeline>> = {
  "File.stream() unread": unread,
  "File.stream() and TextDecoder": decoded,
  hubload,
  uDSV: udsv,
  PapaParse: papaparse,
};
