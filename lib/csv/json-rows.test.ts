import { Buffer } from "node:buffer";
import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { type ByteSource, jsonRows } from "./json-rows";
import { readWhole as read } from "./read-whole";

const word = fc.constantFrom("Acme", "Über", "O'Hara", "naïve", "Low St", "x", "Bolt", "日本");
const cells = fc.tuple(
  fc.integer({ min: 1000, max: 9999 }).map(String),
  word,
  fc.tuple(word, word).map(([a, b]) => `${a}, ${b}`),
  fc.oneof(word, fc.constant(""), fc.constant('5" pipe'), fc.constant("two\nlines")),
  fc.integer({ min: 0, max: 99_999 }).map((cents) => (cents / 100).toFixed(2)),
);
const header = ["id", "name", "address", "note", "amount"];
const tables = fc.array(cells, { minLength: 6, maxLength: 14 });

const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const allQuoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** Lines of a table, the header first, in one of two ways of quoting. */
const linesOf = (rows: string[][], form: (cell: string) => string) =>
  [header, ...rows].map((row) => row.map(form));
const written = (lines: string[][], newline = "\n") => lines.map((line) => line.join(",") + newline).join("");

/** One fault in one row of a clean table: what is done to its written cells. */
const pollutions: Record<string, (row: string[], column: number) => string[]> = {
  "a delimiter dropped": (row, column) => {
    const at = Math.min(column, row.length - 2);
    return [...row.slice(0, at), `${row[at]}${row[at + 1]}`, ...row.slice(at + 2)];
  },
  "a delimiter added": (row, column) => row.with(column, `${row[column]},`),
  "a quote put before a cell": (row, column) => row.with(column, `"${row[column]}`),
  "a quote put behind a cell": (row, column) => row.with(column, `${row[column]}"`),
  "another delimiter in the row": (row) => [row.join(";")],
};

for (const [name, pollute] of Object.entries(pollutions)) {
  test(`${name}: the row is named, and every other row is as it was`, async () => {
    await fc.assert(
      fc.asyncProperty(
        tables,
        fc.nat(),
        fc.nat(),
        fc.constantFrom(quoted, allQuoted),
        async (rows, at, place, form) => {
          const faulty = at % rows.length;
          const lines = linesOf(rows, form);
          const polluted = pollute(lines[faulty + 1] ?? [], place % header.length);
          const result = await read(written(lines.with(faulty + 1, polluted)));
          const truth = rows.map((row) => row.join("\u0001"));
          const got = result.rows.map((row) => row.join("\u0001"));
          // Rows before the fault, and as many at the end as stand behind it.
          expect(got.slice(0, faulty)).toEqual(truth.slice(0, faulty));
          const behind = truth.slice(faulty + 1);
          if (behind.length > 0) expect(got.slice(-behind.length)).toEqual(behind);
          const isWhole = got.length === truth.length && got[faulty] === truth[faulty];
          const named = result.issues.some(({ row }) => row === faulty + 1);
          expect(isWhole || named).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
}

test("encodings, line ends and byte-order marks change nothing of the cells", async () => {
  const latin = (rows: string[][]) => rows.map((row) => row.map((cell) => cell.replaceAll("日本", "é")));
  await fc.assert(
    fc.asyncProperty(tables, fc.constantFrom("\n", "\r\n", "\r"), async (table, newline) => {
      const rows = latin(table);
      const text = written(linesOf(rows, quoted), newline);
      const little = Buffer.from(text, "utf16le");
      const forms: Uint8Array[] = [
        Buffer.from(text),
        Buffer.from(`\uFEFF${text}`),
        Buffer.from(text.trimEnd()),
        Buffer.from(text, "latin1"),
        little,
        Buffer.from(little).swap16(),
        Buffer.from(`\uFEFF${text}`, "utf16le"),
      ];
      for (const bytes of forms) {
        const result = await read(new Uint8Array(bytes));
        expect(result.header).toEqual(header);
        expect(result.rows).toEqual(rows);
      }
    }),
    { numRuns: 60 },
  );
});

test("dialects are found: delimiters, single quotes, backslashes, a space behind each comma", async () => {
  await fc.assert(
    fc.asyncProperty(tables, fc.constantFrom(",", ";", "\t", "|", "^", "~", ", "), async (rows, by) => {
      const table = linesOf(rows, allQuoted);
      const text = table.map((line) => `${line.join(by)}\r\n`).join("");
      expect(await read(text)).toMatchObject({ header, rows, dialect: { delimiter: by, newline: "CRLF" } });
      const single = linesOf(rows, (cell) => `'${cell.replaceAll("'", "''")}'`);
      expect(await read(single.map((line) => `${line.join(by)}\n`).join(""))).toMatchObject({ header, rows });
      const escaped = linesOf(rows, (cell) => `"${cell.replaceAll('"', '\\"')}"`);
      expect(await read(escaped.map((line) => `${line.join(by)}\n`).join(""))).toMatchObject({
        header,
        rows,
      });
    }),
    { numRuns: 60 },
  );
});

test("a preamble, blank lines, no header and a second table are found and said", async () => {
  const body = written(
    linesOf(
      [
        ["1", "a", "b", "c", "1.5"],
        ["2", "a", "b", "c", "2.5"],
        ["3", "d", "e", "f", "3.5"],
        ["4", "d", "e", "f", "4.5"],
      ],
      quoted,
    ),
  );
  const preamble = await read(`Customers\n\n${body}\n\n`);
  expect(preamble).toMatchObject({ headerLine: 3, header });
  expect(preamble.rows).toHaveLength(4);
  expect(preamble.issues.map(({ code, line }) => [code, line])).toEqual([
    ["preamble", 1],
    ["trailing_blank_rows", 8],
  ]);
  const none = await read(body.slice(body.indexOf("\n") + 1));
  expect(none).toMatchObject({ headerLine: null, header: null });
  expect(none.rows).toHaveLength(4);
  const two = await read(`${body}\ncode,town\nA,Leeds\nB,York\n${body}`);
  expect(two.issues.map(({ code, line, row }) => [code, line, row])).toContainEqual(["second_table", 7, 5]);
  expect(two.issues).toContainEqual({ line: 10, row: 8, column: null, code: "repeated_header" });
});

test("settings are followed, and one that cannot be is said", async () => {
  const settings = { encoding: "latin1", delimiter: "#", quote: null, headerLine: 2 };
  expect(await read('x\na#b\n"1#2\n', settings)).toMatchObject({
    encoding: "windows-1252",
    headerLine: 2,
    header: ["a", "b"],
    rows: [['"1', "2"]],
  });
  const { issues } = await read("a,b\n1,2\n", { encoding: "klingon", delimiter: "–", headerLine: "x" });
  expect(issues.map(({ code }) => code)).toEqual([
    "unusable_encoding",
    "unusable_delimiter",
    "unusable_header_line",
  ]);
});

test("the lines of the names and of the data can be said", async () => {
  const text = "Report\n\nid,net,gross\n,EUR,EUR\n\n1,2,3\n4,5,6\n7,8,9\nTotal\n";
  const settings = { headerLine: 3, headerRows: 2, firstDataLine: 6, lastDataLine: 7 };
  expect(await read(text, settings)).toMatchObject({
    headerLine: 3,
    header: ["id", "net EUR", "gross EUR"],
    rows: [
      ["1", "2", "3"],
      ["4", "5", "6"],
    ],
    issues: [{ line: 1, code: "preamble" }],
  });
  expect(await read("a,b\n1,2\n", { headerLine: null })).toMatchObject({
    header: null,
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
    issues: [],
  });
});

test("a file that cannot be read, or is none of text, is a line with an issue", async () => {
  const gone: ByteSource = { size: 10, slice: () => Promise.reject(new Error("gone")) };
  const pieces: string[] = [];
  for await (const piece of jsonRows("gone.csv", gone, {})) pieces.push(piece);
  expect(JSON.parse(pieces.join("")).issues).toEqual([
    { line: null, row: null, column: null, code: "unreadable" },
  ]);
  expect((await read("%PDF-1.7")).issues[0]?.code).toBe("pdf");
  expect((await read("")).issues[0]?.code).toBe("empty");
});

test("any bytes are read without an exception, and cells stand on the lines they are said to", async () => {
  const mean = fc.constantFrom(
    0x22,
    0x2c,
    0x0a,
    0x0d,
    0x3b,
    0x27,
    0x5c,
    0x00,
    0xe9,
    0xc3,
    0xa9,
    0x61,
    0x31,
    0xff,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(mean, { maxLength: 200 }), async (bytes) => {
      const result = await read(new Uint8Array(bytes));
      const lines = bytes.filter((byte) => byte === 10 || byte === 13).length + 1;
      for (const { line } of result.issues) expect(line ?? 1).toBeLessThanOrEqual(Math.max(1, lines));
    }),
    { numRuns: 1500 },
  );
});

test("where a file is well written, PapaParse reads the same cells", async () => {
  await fc.assert(
    fc.asyncProperty(tables, fc.constantFrom(quoted, allQuoted), async (rows, form) => {
      const text = written(linesOf(rows, form));
      const papa = Papa.parse<string[]>(text, { skipEmptyLines: true }).data;
      const ours = await read(text, { headerLine: 1, delimiter: "," });
      expect([ours.header, ...ours.rows]).toEqual(papa);
    }),
    { numRuns: 100 },
  );
});

test("a row whose last cell goes on below it, since its quote was lost, is named with the row it goes on in", async () => {
  const { rows, issues } = await read(
    'id,name,note\n1,Ann,call\n2,Bob,left at the gate\nsigned "X"\nby Reed"\n3,Cid,-\n',
  );
  expect(rows).toHaveLength(5);
  expect(issues.filter(({ code }) => code === "cut_row")).toEqual([
    { line: 3, row: 2, column: 2, code: "cut_row" },
  ]);
  // Inches at the end of a row are no quote that closes.
  expect((await read('id,size,note\n1,2,a\n2,3,5"\n3,4,b\n')).issues.map(({ code }) => code)).toEqual([
    "quote_in_text",
  ]);
});

test("a row of two cells that another separator divides is named, where the cells of its columns tell", async () => {
  const rows = ["A1,open", "B2,paid", "C3;open, due", "D4,void", "E5,paid; in part", "F6,open"];
  const { issues } = await read(`code,state\n${rows.join("\n")}\n`);
  expect(issues).toEqual([{ line: 4, row: 3, column: 0, code: "other_delimiter" }]);
});

test("a line end without quotes in the first or the last cell names the row it cut, and another short row names itself alone", async () => {
  const lines = Array.from({ length: 12 }, (_, row) =>
    [`N${100 + row}`, "Leeds", `${10 + row}.50`].join(","),
  );
  const cut = async (line: string) => {
    const { issues } = await read(`number,town,amount\n${lines.with(8, line).join("\n")}\n`);
    return issues.flatMap(({ row, column, code }) => (code === "cut_row" ? [[row, column]] : []));
  };
  expect(await cut("N108,Leeds,18.\n50")).toEqual([[9, 2]]);
  expect(await cut("N108,Leeds,\n18.50")).toEqual([[9, 2]]);
  expect(await cut("N1\n08,Leeds,18.50")).toEqual([[10, 0]]);
  for (const whole of ["N108", "Total", "N108,Leeds", "N108;Leeds;18.50", ""])
    expect(await cut(whole), whole).toEqual([]);
});

test("a byte that is no UTF-8 in a file that is costs its own row, and where it may be another encoding both are offered", async () => {
  const bytes = (text: string) =>
    Uint8Array.from(Buffer.from(text.replaceAll("#", "\0")), (byte) => (byte === 0 ? 0xe9 : byte));
  const names = ["Zoë", "Jürgen", "Müller", "caf#"];
  const { encoding, rows, issues } = await read(
    bytes(`id,name\n${names.map((name, row) => `${row},${name}\n`).join("")}`),
  );
  expect(encoding).toBe("utf-8");
  expect(rows.slice(0, 3).map(([, name]) => name)).toEqual(names.slice(0, 3));
  expect(issues).toEqual([{ line: 5, row: 4, column: 1, code: "invalid_bytes" }]);
  const two = await read(bytes("id,name\n1,Zoë\n2,caf#\n"));
  expect(two.issues.map(({ code }) => code)).toContain("encoding_tie");
});

const torn: [string, string, string[]][] = [
  [
    "a backslash stands before quotes",
    'id\tname\tsize\n1\t"6\\" pipe"\t"6\\" x 6\\"\n"2"\t"5\\" pipe"\t"5\\""\n"3"\t"4\\" pipe"\t"4\\""\n',
    ["2", '5" pipe', '5"'],
  ],
  [
    "a space follows the delimiter",
    '"id"; "name"; "note"\n"1"; "Ann"; "\n"2"; "Bob; Reed"; ""\n"3"; "Zoe"; ""\n',
    ["2", "Bob; Reed", ""],
  ],
];
test.each(torn)("a quote that is never closed costs one row where %s", async (_, text, second) => {
  const { rows, issues } = await read(text);
  expect(rows).toHaveLength(3);
  expect(rows[1]).toEqual(second);
  expect(new Set(issues.map(({ row }) => row))).toEqual(new Set([1]));
});

test("a table of text below a blank row is named, though one column alone tells it", async () => {
  const rows = Array.from({ length: 9 }, (_, index) => `A${100 + index};some words`).join("\n");
  const { issues } = await read(`code;meaning\n${rows}\n\nother 1;other 2\n5;6\n7;8\n`);
  expect(issues).toContainEqual({ line: 12, row: 10, column: null, code: "second_table" });
});

test("a header longer than what is first looked at has all its names", async () => {
  for (const columns of [60_000, 90_000]) {
    const header = Array.from({ length: columns }, (_, column) => `column ${column}`);
    const row = header.map((_, column) => String(column));
    const result = await read(`${header.join(",")}\n${row.join(",")}\n`);
    expect(result.header).toHaveLength(columns);
    expect(result.rows[0]).toHaveLength(columns);
    expect(result.issues).toEqual([]);
  }
});
