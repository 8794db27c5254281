import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { createRecordWalker, parseRecord, RecordError } from "./record-walker";

type Range = [index: number, start: number, end: number];

function walk(chunks: Uint8Array[]): Range[] {
  const ranges: Range[] = [];
  const walker = createRecordWalker((index, start, end) => ranges.push([index, start, end]));
  for (const chunk of chunks) walker.push(chunk);
  walker.end();
  return ranges;
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

function split(bytes: Uint8Array, cuts: number[]): Uint8Array[] {
  const sorted = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
}

const cell = fc.string({
  unit: fc.constantFrom("a", "é", "漢", "😀", '"', ",", "\n", "\r", " ", "0", "'", "="),
});
const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }),
  );

const written = (rows: string[][], newline: "\n" | "\r\n", last: boolean) =>
  Papa.unparse(rows, { newline }) + (last ? newline : "");

describe("createRecordWalker", () => {
  test("finds the same records whatever chunks the bytes come in", () => {
    fc.assert(
      fc.property(table, fc.boolean(), fc.array(fc.nat(), { maxLength: 12 }), (rows, last, cuts) => {
        const bytes = bytesOf(written(rows, "\n", last));
        expect(walk(split(bytes, cuts))).toEqual(walk([bytes]));
      }),
    );
  });

  test("its records, put together, are the file, and each parses to the cells PapaParse reads", () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom("\n" as const, "\r\n" as const),
        fc.boolean(),
        (rows, newline, last) => {
          const text = written(rows, newline, last);
          const bytes = bytesOf(text);
          const ranges = walk([bytes]);
          expect(ranges.map(([index]) => index)).toEqual(rows.map((_, index) => index));
          expect(ranges.map(([, start]) => start)).toEqual([
            0,
            ...ranges.slice(0, -1).map(([, , end]) => end),
          ]);
          expect(ranges.at(-1)?.[2]).toBe(bytes.length);
          const parsed = ranges.map(([, start, end]) => parseRecord(bytes.subarray(start, end)));
          expect(parsed).toEqual(rows);
          const reference = Papa.parse<string[]>(text, { header: false, newline, delimiter: "," }).data;
          expect(parsed).toEqual(reference.slice(0, rows.length));
        },
      ),
    );
  });

  test("an empty file has no record", () => {
    expect(walk([new Uint8Array()])).toEqual([]);
  });

  test.each([
    ["a,b\n1,2\n\n3,4\n", "blank_line", 2],
    ["a,b\n1,2\n\r\n", "blank_line", 2],
    ["\n", "blank_line", 0],
    ['a,b\n"1,2\n3,4\n', "unclosed_quote", 1],
    ['a,b\n1,"x"y\n', "stray_quote", 1],
    ['a,b\n1,x"y"\n', "stray_quote", 1],
    ["a,b\n1,2\r3,4\n", "bare_carriage_return", 1],
    ["a,b\n1,2\r", "bare_carriage_return", 1],
  ])("%j is refused as %s of record %i", (text, code, record) => {
    const error = (() => {
      try {
        walk([bytesOf(text)]);
      } catch (caught) {
        return caught;
      }
      return undefined;
    })();
    expect(error).toBeInstanceOf(RecordError);
    expect(error).toMatchObject({ code, record });
  });
});

describe("parseRecord", () => {
  test.each([
    ['a,"b ""c"", d",\n', ["a", 'b "c", d', ""]],
    ['""\r\n', [""]],
    [",", ["", ""]],
    ['"line\nbreak"', ["line\nbreak"]],
  ])("%j has the cells %j", (text, cells) => {
    expect(parseRecord(bytesOf(text))).toEqual(cells);
  });
});
