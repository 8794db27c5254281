import { Buffer } from "node:buffer";
import { parse as csvParse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Delimiter, Encoding } from "./reading";
import { delimiters } from "./reading";
import { createRecordReader, type FileRecord } from "./record-reader";
import { writeRecord } from "./write-csv";

const plain = { encoding: "utf-8", delimiter: ",", quote: '"' } as const;

function readAll(
  chunks: Uint8Array[],
  options: Parameters<typeof createRecordReader>[0] = plain,
): FileRecord[] {
  const reader = createRecordReader(options);
  return [...chunks.flatMap((chunk) => reader.read(chunk)), ...reader.end()];
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const cellsOf = (text: string) => readAll([bytesOf(text)]).map((record) => record.cells);

function chunked(bytes: Uint8Array, cuts: number[]): Uint8Array[] {
  const borders = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...borders].map((from, index) => bytes.subarray(from, borders[index] ?? bytes.length));
}

/** Text that is mean to a CSV reader: quotes, delimiters, all line ends, NUL, accents, emoji, byte-order marks. */
const meanText = fc
  .array(
    fc.constantFrom('"', '""', ",", ";", "\n", "\r", "\r\n", "a", "bc", " ", "é", "💶", "\0", "\uFEFF", "'"),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(""));

const table = fc.array(fc.array(meanText, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 });

test("any chunks of the same bytes give the same records", () => {
  fc.assert(
    fc.property(
      meanText,
      fc.array(fc.nat(), { maxLength: 12 }),
      fc.constantFrom('"', "'", null),
      (text, cuts, quote) => {
        const bytes = bytesOf(text);
        const options = { ...plain, quote } as const;
        expect(readAll(chunked(bytes, cuts), options)).toEqual(readAll([bytes], options));
      },
    ),
    { numRuns: 3000 },
  );
});

test("U+FFFD that stands in UTF-16 itself is text, beside half a pair that is no character, in any chunks", () => {
  const text = "a,\ufffd\nb,\ud83d\nc,\ufffd\udcb6\ufffd\n\ufffd,💶";
  const little = Buffer.from(text, "utf16le");
  const big = Buffer.from(little).swap16();
  for (const [bytes, encoding] of [
    [little, "utf-16le"],
    [big, "utf-16be"],
  ] as const)
    for (let size = 1; size <= bytes.length; size += 1) {
      const cuts = Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => index * size);
      const records = readAll(chunked(bytes, cuts), { ...plain, encoding });
      expect(records.map(({ flaws }) => flaws)).toEqual([[], ["invalid_bytes"], ["invalid_bytes"], []]);
    }
});

test("any chunks of UTF-16 give the same records", () => {
  fc.assert(
    fc.property(meanText, fc.array(fc.nat(), { maxLength: 12 }), (text, cuts) => {
      const bytes = new Uint8Array(Buffer.from(text, "utf16le"));
      const options = { ...plain, encoding: "utf-16le" as Encoding };
      expect(readAll(chunked(bytes, cuts), options)).toEqual(readAll([bytes], options));
    }),
  );
});

test("reading begun at any checkpoint gives the records from there on", () => {
  const encoding = fc.constantFrom<Encoding>("utf-8", "windows-1252");
  fc.assert(
    fc.property(meanText, fc.array(fc.nat(), { maxLength: 6 }), encoding, (text, cuts, by) => {
      const bytes = bytesOf(text);
      const options = { ...plain, encoding: by };
      const reader = createRecordReader(options);
      const whole = readAll([bytes], options);
      for (const chunk of chunked(bytes, cuts)) {
        reader.read(chunk);
        const from = reader.checkpoint();
        if (from === null) continue;
        const again = createRecordReader(options, from);
        const rest = [...again.read(bytes.subarray(from.byteOffset)), ...again.end()];
        expect(rest).toEqual(whole.filter(({ fileRow }) => fileRow >= from.fileRow));
      }
    }),
    { numRuns: 2000 },
  );
});

test("what was written is read back, every cell as it was", () => {
  fc.assert(
    fc.property(table, (rows) => {
      const text = rows.map(writeRecord).join("");
      // A byte-order mark at the very beginning is the encoding's, not the first cell's.
      fc.pre(!text.startsWith("\uFEFF"));
      expect(cellsOf(text)).toEqual(rows);
    }),
    { numRuns: 2000 },
  );
});

test("writing twice gives the same text", () => {
  fc.assert(
    fc.property(table, (rows) => {
      const again = structuredClone(rows);
      expect(again.map(writeRecord).join("")).toBe(rows.map(writeRecord).join(""));
    }),
  );
});

test("another well-kept parser reads the same cells, whatever the delimiter and line end", () => {
  const delimiter = fc.constantFrom<Delimiter>(...delimiters.map(({ value }) => value));
  fc.assert(
    fc.property(table, delimiter, fc.constantFrom("\n", "\r\n", "\r"), (rows, by, newline) => {
      const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
      const text = rows.map((row) => row.map(quoted).join(by) + newline).join("");
      const ours = readAll([bytesOf(text)], { ...plain, delimiter: by }).map((record) => record.cells);
      expect(ours).toEqual(
        csvParse(text, { delimiter: by, record_delimiter: newline, relax_column_count: true }),
      );
    }),
  );
});

test("CR, LF and CRLF end a line, also mixed, and no phantom row follows the last", () => {
  const reader = createRecordReader(plain);
  const records = [...reader.read(bytesOf('a,b\r\nc,d\ne,"f\r\ng"\rh,i\r\n')), ...reader.end()];
  expect(records.map((record) => record.cells)).toEqual([
    ["a", "b"],
    ["c", "d"],
    ["e", "f\r\ng"],
    ["h", "i"],
  ]);
  expect(records.map((record) => record.line)).toEqual([1, 2, 3, 5]);
  expect(records.map((record) => record.fileRow)).toEqual([1, 2, 3, 4]);
  expect(reader.newline()).toEqual({ value: "mixed", evidence: "CRLF ends 2, LF ends 1, CR ends 1 lines" });
});

test("a line that is blank is a row, as in a spreadsheet; a line break in quotes is none", () => {
  const records = readAll([bytesOf('h\n\n"x\ny"\n\nz')]);
  expect(records.map((record) => [record.fileRow, record.line, record.cells])).toEqual([
    [1, 1, ["h"]],
    [2, 2, [""]],
    [3, 3, ["x\ny"]],
    [4, 5, [""]],
    [5, 6, ["z"]],
  ]);
});

test("a quote that is never closed costs its own line and none of its neighbours", () => {
  const rows = readAll([bytesOf('a,b\n1,"two\n3,4\n"5",6\n7,"8\n9,0')]);
  expect(rows.map(({ fileRow, line, cells, flaws }) => [fileRow, line, cells, flaws])).toEqual([
    [1, 1, ["a", "b"], []],
    [2, 2, ["1", '"two'], ["unclosed_quote"]],
    [3, 3, ["3", "4"], []],
    [4, 4, ["5", "6"], []],
    [5, 5, ["7", '"8'], ["unclosed_quote"]],
    [6, 6, ["9", "0"], []],
  ]);
});

test("text after a closing quote is a flaw of its row, and its cells stand as in the file", () => {
  const [first, second] = readAll([bytesOf('"a"b,"c,d"\n"e",f\n')]);
  expect(first).toEqual({ fileRow: 1, line: 1, cells: ['"a"b', '"c', 'd"'], flaws: ["stray_quote"] });
  expect(second).toEqual({ fileRow: 2, line: 2, cells: ["e", "f"], flaws: [] });
});

test("a quote inside plain text is text, and said", () => {
  expect(readAll([bytesOf('5" pipe,x')])).toEqual([
    { fileRow: 1, line: 1, cells: ['5" pipe', "x"], flaws: ["quote_in_text"] },
  ]);
});

test("without a quote character quotes are text and every line is a row", () => {
  const records = readAll([bytesOf('"a,b\n"c",d\n')], { ...plain, quote: null });
  expect(records.map((record) => record.cells)).toEqual([
    ['"a', "b"],
    ['"c"', "d"],
  ]);
});

test("the line that names the delimiter is neither a row nor counted", () => {
  expect(readAll([bytesOf("sep=;\r\na;b\r\n")], { ...plain, delimiter: ";" })).toEqual([
    { fileRow: 1, line: 2, cells: ["a", "b"], flaws: [] },
  ]);
});

test("a byte that is not of the encoding is a flaw of its row alone, wherever chunks are cut", () => {
  const bytes = new Uint8Array([...bytesOf("name,town\nZoë,a\nZo"), 0xe9, ...bytesOf(",b\nAnn,c\n"), 0xc3]);
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const rows = readAll([bytes.subarray(0, cut), bytes.subarray(cut)]);
    expect(rows.map(({ cells, flaws }) => [cells, flaws])).toEqual([
      [["name", "town"], []],
      [["Zoë", "a"], []],
      [["Zo\uFFFD", "b"], ["invalid_bytes"]],
      [["Ann", "c"], []],
      [["\uFFFD"], ["invalid_bytes"]],
    ]);
  }
});

test("a header named __proto__ is text like any other", () => {
  expect(cellsOf("__proto__,constructor\n1,2\n")).toEqual([
    ["__proto__", "constructor"],
    ["1", "2"],
  ]);
});

const inPieces = (bytes: Uint8Array, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );

test("a cell of many megabytes, quotes and all, is one record", () => {
  const bytes = bytesOf(`a,"${`x""y`.repeat(1_500_000)}"\nb,c\n`);
  expect(readAll(inPieces(bytes, 4096)).map((record) => record.cells.length)).toEqual([2, 2]);
});

test("a quote still open after a megabyte of lines costs its own line, and what follows is read", () => {
  const bytes = bytesOf(`a,b\n1,"open\n${"2,x\n".repeat(1_000_000)}`);
  const rows = readAll(inPieces(bytes, 65_536));
  expect(rows).toHaveLength(1_000_002);
  expect(rows[1]).toMatchObject({ line: 2, cells: ["1", '"open'], flaws: ["unclosed_quote"] });
  expect(rows.slice(2).every(({ cells, flaws }) => cells[1] === "x" && flaws.length === 0)).toBe(true);
});

test("a row of forty megabytes is named, its beginning kept, and its neighbours are read", () => {
  for (const long of ["x", '"x', "x,"]) {
    const bytes = bytesOf(`a,b\n1,${long.padEnd(40_000_000, "x")}\n2,y\n`);
    const rows = readAll(inPieces(bytes, 1_048_576));
    expect(rows.map(({ line, flaws }) => [line, flaws])).toEqual([
      [1, []],
      [2, ["record_too_long"]],
      [3, []],
    ]);
    expect(rows[1]?.cells[0]?.length).toBe(1024);
  }
});
