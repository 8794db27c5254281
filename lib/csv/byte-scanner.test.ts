import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { ByteScanner } from "./byte-scanner";
import type { ScanOptions } from "./dialect";
import { recordsOf } from "./record-reader";

function scan(pieces: Uint8Array[], options: Partial<ScanOptions>) {
  const dialect = { delimiter: ",", quote: '"', ...options };
  const scanner = new ByteScanner(dialect);
  const records = pieces.flatMap((piece) => recordsOf(scanner.scan(piece, false), 1, dialect));
  records.push(...recordsOf(scanner.scan(new Uint8Array(0), true), 1, dialect));
  return records.map(({ line, cells, flaws }) => ({ line, cells, flaws }));
}
const bytesOf = (text: string) => new TextEncoder().encode(text);

const parts = fc.array(
  fc.constantFrom('"', '""', ",", "\n", "\r", "\r\n", "a", "bcdef", "\0", "\\", " ", "é"),
  {
    maxLength: 50,
  },
);
const dialects = fc.record({
  delimiter: fc.constantFrom(",", ", ", ",,", ",a"),
  escape: fc.constantFrom(null, "\\" as const),
  width: fc.constantFrom(0, 2, 3),
  maxRecordCells: fc.constantFrom(1, 3, 100),
});

test("with limits in the way, any pieces still give the same records", () => {
  fc.assert(
    fc.property(parts, fc.array(fc.nat({ max: 6 })), dialects, (texts, sizes, dialect) => {
      const bytes = bytesOf(texts.join(""));
      const pieces: Uint8Array[] = [];
      let at = 0;
      for (const size of sizes) {
        pieces.push(bytes.subarray(at, at + size));
        at += size;
      }
      const options = { ...dialect, maxCellBytes: 7, maxRecordBytes: 14 };
      expect(scan([...pieces, bytes.subarray(at)], options)).toEqual(scan([bytes], options));
    }),
    { numRuns: 5000 },
  );
});

/** How often the bytes that are held are looked at, and how many records they make. */
function looksAt(pieces: Uint8Array[]): { looks: number; records: number } {
  let looks = 0;
  const Plain = Uint8Array;
  const counting: ProxyHandler<Uint8Array> = {
    get(bytes, key) {
      if (typeof key === "string" && key >= "0" && key < ":") looks += 1;
      const value: unknown = Reflect.get(bytes, key, bytes);
      return typeof value === "function" ? value.bind(bytes) : value;
    },
    set: (bytes, key, value) => Reflect.set(bytes, key, value, bytes),
  };
  vi.stubGlobal(
    "Uint8Array",
    new Proxy(Plain, { construct: (_, given) => new Proxy(Reflect.construct(Plain, given), counting) }),
  );
  try {
    const scanner = new ByteScanner({ delimiter: ",", quote: '"' });
    const last = new Plain(0);
    const records = [...pieces, last].reduce(
      (sum, piece) => sum + scanner.scan(piece, piece === last).count,
      0,
    );
    return { looks, records };
  } finally {
    vi.unstubAllGlobals();
  }
}

const inPieces = (bytes: Uint8Array, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );

test.each([
  ["thousands of open quotes", 'a,"b\nc,d"x\n'.repeat(2000), 4000],
  ["a cell of thousands of quotes and lines", `a,"${'x""y\n'.repeat(4000)}"\nb,c\n`, 2],
  ["a quote that stays open before thousands of lines", `1,"open\n${"2,x\n".repeat(5000)}`, 5001],
])("%s: each byte is looked at a few times, whatever the length, also in pieces", (_, text, expected) => {
  const bytes = bytesOf(text);
  for (const size of [bytes.length, 500]) {
    const { looks, records } = looksAt(inPieces(bytes, size));
    expect(records).toBe(expected);
    expect(looks / bytes.length).toBeGreaterThan(0.2);
    expect(looks / bytes.length).toBeLessThan(12);
  }
});

test.each([
  ["of plain cells", ",,,,\n"],
  ["behind a quote that is never closed", 'x,"y,,,\n'],
  ["with text behind a quote", '"x"y,,,,\n'],
])("a row with more cells than a row may have, %s, is cut, named and ended at its line", (_, long) => {
  for (const size of [1, 7, 100]) {
    const pieces = inPieces(bytesOf(`a,b,c\n${long}1,2,3\n`), size);
    const records = scan(pieces, { maxRecordCells: 3 });
    expect(records.map(({ line }) => line)).toEqual([1, 2, 3]);
    expect(records[1]?.cells).toHaveLength(1);
    expect(records[1]?.flaws).toEqual(["record_too_long"]);
    expect(records[2]?.cells).toEqual(["1", "2", "3"]);
  }
});

test("the cells of a row without end are not all held", () => {
  const piece = bytesOf(",".repeat(100_000));
  const scanner = new ByteScanner({ delimiter: ",", quote: '"' });
  const lengths = Array.from({ length: 50 }, () => scanner.scan(piece, false).cellStarts.length);
  expect(Math.max(...lengths)).toBeLessThan(1_000_000);
  expect(scanner.scan(bytesOf("\nb\n"), true).count).toBe(1);
});

test("line ends are counted by kind, and a CRLF cut in two is one", () => {
  const scanner = new ByteScanner({ delimiter: ",", quote: '"' });
  for (const piece of ["a\r", "\nb\r", "c\n", '"d\r', '\n"\r', "\n"]) scanner.scan(bytesOf(piece), false);
  scanner.scan(bytesOf(""), true);
  expect(scanner.lineEnds.counts).toEqual({ LF: 1, CRLF: 2, CR: 1 });
});

test("a quote too many inside a cell of several lines costs that record, when no line of it is a record", () => {
  const text = 'a,b,c\n1,"one\ntwo "three" four",5\n6,7,8\n';
  expect(scan([bytesOf(text)], { width: 3 }).map(({ line, flaws }) => [line, flaws])).toEqual([
    [1, []],
    [2, ["stray_quote"]],
    [4, []],
  ]);
});

test("a record with quotes too many keeps its cells apart where its width says how", () => {
  const text = 'a,b,c\n"1, x","two "three" four",5\n""6",7,"8, y"\n';
  expect(scan([bytesOf(text)], { width: 3 })).toEqual([
    { line: 1, cells: ["a", "b", "c"], flaws: [] },
    { line: 2, cells: ["1, x", 'two "three" four', "5"], flaws: ["stray_quote"] },
    { line: 3, cells: ['"6', "7", "8, y"], flaws: ["stray_quote"] },
  ]);
});

test("a quote that swallowed whole records gives them back", () => {
  const text = 'a,b,c\n1,"one,2\n3,"x, y",4\n6,7,8\n';
  expect(scan([bytesOf(text)], { width: 3 })).toEqual([
    { line: 1, cells: ["a", "b", "c"], flaws: [] },
    { line: 2, cells: ["1", '"one', "2"], flaws: ["unclosed_quote"] },
    { line: 3, cells: ["3", "x, y", "4"], flaws: [] },
    { line: 4, cells: ["6", "7", "8"], flaws: [] },
  ]);
});

test("an escaped quote is text, and other backslashes stay", () => {
  const text = '"a\\"b","C:\\new","\\\\"\n"c""d",\\x,"e"\n';
  expect(scan([bytesOf(text)], { escape: "\\" }).map(({ cells }) => cells)).toEqual([
    ['a"b', "C:\\new", "\\"],
    ['c"d', "\\x", "e"],
  ]);
});

test("a space that belongs to the delimiter is none of the cell's", () => {
  expect(scan([bytesOf('a, "b, c",  d\n, \n')], { delimiter: ", " }).map(({ cells }) => cells)).toEqual([
    ["a", "b, c", "d"],
    ["", ""],
  ]);
});
