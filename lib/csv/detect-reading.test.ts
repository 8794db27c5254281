import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { detectReading } from "./detect-reading";
import { ReadError } from "./read-error";
import type { Reading, ReadingOverrides } from "./reading";

const bytesOf = (text: string) => new TextEncoder().encode(text);

function detect(content: string | Uint8Array, overrides: ReadingOverrides = {}, whole = true) {
  return detectReading(typeof content === "string" ? bytesOf(content) : content, whole, overrides);
}
const values = ({ encoding, delimiter, quote, headerRow }: Reading) => ({
  encoding: encoding.value,
  delimiter: delimiter.value,
  quote: quote.value,
  headerRow: headerRow.value,
});

// Contacts as the Open Connectors reference prints them, bulk upload.
const sample = `C_EmailAddress,C_FirstName,C_LastName,C_Title,C_BusPhone,C_Company,C_Website1
norm.smith@acme.com,Norm,Smith,Design Engineer,(333) 333-1234,Acme,http://www.acme.com
john@acmepublishing.com,John,Doe,,,Acme Publishing,https://www.acmepublishing.com
ann@acmedata.com,Ann,Smith,Director,444) 444-1234,Acme Data,http://www.acmedata.com
`;

test("the sample of the reference is comma, UTF-8, header in row 1, with the evidence in words", () => {
  const { reading, width, findings } = detect(sample);
  expect(reading).toMatchObject({
    encoding: {
      value: "utf-8",
      evidence: "Only ASCII characters, which are the same in every usual encoding",
    },
    byteOrderMark: false,
    delimiter: { value: ",", evidence: "Comma: 7 columns in each of the first 4 rows", chosen: false },
    quote: { value: '"', evidence: "No quotes in the first rows" },
    headerRow: { value: 1, evidence: "Row 1 is the first with 7 names" },
  });
  expect(width).toBe(7);
  expect(findings).toEqual([]);
});

test("a space behind commas divides nothing, though a title and every row have as many words as columns", () => {
  const rows = "name, town, code\nAnn, Leeds, L1\nBob, York, Y1\nCy, Hull, H2\n";
  const { reading, width } = detect(`Exported by hand\n${rows}`);
  expect(values(reading)).toMatchObject({ delimiter: ", ", headerRow: 2 });
  expect(width).toBe(3);
});

test("each delimiter is found, and text that holds the others does not mislead", () => {
  const table = (by: string) =>
    `name${by}address${by}note\nA${by}"1, High St; Leeds | UK"${by}x\nB${by}2 Low St${by}y\n`;
  for (const by of [",", ";", "\t", "|"]) expect(detect(table(by)).reading.delimiter.value).toBe(by);
  const decimals = "Name;Betrag;Datum\nA;1,50;1\nB;2,75;2\nC;3,00;3\n";
  expect(detect(decimals).reading.delimiter.value).toBe(";");
  const addresses = "Name;Address\nA;1 High St, Leeds, UK\nB;2 Low St, York, UK\n";
  expect(detect(addresses).reading.delimiter.value).toBe(";");
});

test("two delimiters that fit alike are said, not guessed in silence", () => {
  const { findings } = detect("a,b;c\n1,2;3\n4,5;6\n");
  expect(findings).toMatchObject([
    {
      code: "delimiter_tie",
      message: "Semicolon gives 2 columns and comma 2, and both fit. Look at the first rows and choose.",
    },
  ]);
});

test("one column is one column", () => {
  const { reading, width } = detect("name\nAcme\nBolt\n");
  expect(width).toBe(1);
  expect(reading.delimiter.evidence).toBe(
    "One column: neither comma, semicolon, tab nor vertical bar divides the rows",
  );
});

test("a line that names the delimiter is believed", () => {
  const { reading } = detect("sep=|\r\nname|town\r\nA, B|Leeds\r\n");
  expect(reading.delimiter).toMatchObject({ value: "|", evidence: "The first line of the file says sep=|" });
  expect(reading.headerRow.value).toBe(1);
});

test("the header is the first row that fills most columns; titles above it are left out", () => {
  const { reading } = detect(
    "Customers as on 31 October,,\n\nreference,name,town\nA1,Acme,Leeds\nA2,Bolt,York\n",
  );
  expect(reading.headerRow).toMatchObject({ value: 3, evidence: "Row 3 is the first with 3 names" });
});

test("a first row that looks like data is pointed out", () => {
  const { findings, reading } = detect("ann@example.com,Ann\nbob@example.com,Bob\n");
  expect(reading.headerRow.value).toBe(1);
  expect(findings).toMatchObject([
    {
      code: "header_looks_like_data",
      message: 'Row 1 looks like data, not like names: "ann@example.com". If it is, choose "no header row".',
    },
  ]);
  expect(detect("2024,2025\n1,2\n").findings[0]?.code).toBe("header_looks_like_data");
});

test("a byte-order mark and the NULs of UTF-16 tell the encoding", () => {
  const text = "name,town\nAcme,Leeds\n";
  const little = Buffer.from(text, "utf16le");
  const big = Buffer.from(little).swap16();
  expect(detect(`\uFEFF${text}`).reading).toMatchObject({
    encoding: { value: "utf-8" },
    byteOrderMark: true,
  });
  expect(detect(new Uint8Array([0xff, 0xfe, ...little])).reading).toMatchObject({
    encoding: { value: "utf-16le" },
    byteOrderMark: true,
  });
  expect(detect(new Uint8Array([0xfe, 0xff, ...big])).reading.encoding.value).toBe("utf-16be");
  expect(detect(new Uint8Array(little)).reading).toMatchObject({
    encoding: {
      value: "utf-16le",
      evidence: "NULs stand only in second places of pairs, as in UTF-16, little-endian",
    },
    byteOrderMark: false,
  });
  expect(detect(new Uint8Array(big)).reading.encoding.value).toBe("utf-16be");
});

test("what is not UTF-8 is Windows-1252, and the first byte that says so is named", () => {
  const bytes = new Uint8Array([
    ...bytesOf("name;town\nM"),
    0xfc,
    ...bytesOf("ller;K"),
    0xf6,
    ...bytesOf("ln\n"),
  ]);
  expect(detect(bytes).reading.encoding).toEqual({
    value: "windows-1252",
    evidence:
      "Byte 12 (0xFC) is not valid UTF-8, and ü, ö are letters of German in Western European (Windows-1252)",
    chosen: false,
  });
});

test("a character cut off at the end is a fault of a whole file only", () => {
  const cut = bytesOf("name\nZoë\n").subarray(0, 8);
  expect(detect(cut, {}, false).reading.encoding.value).toBe("utf-8");
  expect(detect(cut, {}, false).findings).toEqual([]);
  expect(detect(cut, {}, true).findings).toMatchObject([{ code: "encoding_tie" }]);
});

test("one byte that makes sense in no encoding is asked about, and read as the fault of a UTF-8 file till then", () => {
  const bytes = new Uint8Array([...bytesOf("id,count\n1,87"), 0xff, ...bytesOf("\n2,63\n")]);
  const { reading, findings } = detect(bytes);
  expect(reading.encoding.value).toBe("utf-8");
  expect(findings).toMatchObject([{ code: "encoding_tie" }]);
});

test("a NUL in a short text of single bytes is no UTF-16", () => {
  const bytes = new Uint8Array([...bytesOf("name\r\nAgnieszka W"), 0xf3, ...bytesOf("jcik\0\r\n")]);
  expect(detect(bytes).reading.encoding.value).not.toContain("utf-16");
});

const oneColumn: [string, string][] = [
  ["names of two words", "Full name\nAnn Smith\nBob Reed\nChloe Brown\n"],
  [
    "names of three words now and then",
    "Name\nAnn Smith\nBob de Reed\nIan de Smith\nZoe Brown\nEve de Reed\n",
  ],
  ["times", "at\n08:30\n09:45\n17:10\n"],
  [
    "sentences with a comma now and then",
    "Name\nAnn Smith\nBob Reed, Hull\nIan Brown\nZoe Smith, Leeds\nEve Reed, Ely\n",
  ],
];
test.each(oneColumn)("%s are one column", (_, text) => {
  const { reading, width } = detect(text);
  expect([width, reading.headerRow.value]).toEqual([1, 1]);
});

test("a comma that divides many rows of a single column, but not its name, is asked about", () => {
  const { reading, findings } = detect("Name\nAnn Smith\nBob Reed, Hull\nIan Brown\nZoe Smith, Leeds\n");
  expect(reading.delimiter.value).not.toBe(",");
  expect(findings).toMatchObject([
    {
      code: "delimiter_tie",
      choices: [{ label: "One column", current: true }, { change: { delimiter: "," } }],
    },
  ]);
});

test("comments above a single column, and titles with a blank line below them, are not its name", () => {
  const numbers = "Number\n375\n732\n226\n";
  for (const [above, row] of [
    ["# as of May\n# by town\n", 3],
    ["Sales of May\nby town\n\n", 4],
    ["", 1],
  ] as const)
    expect(detect(above + numbers).reading.headerRow.value).toBe(row);
  for (const text of ["Name\n\nAnn\nBob\nZoe\nEve\n", "Name\n\nAnn\n\nBob\n\nZoe\n\nEve\n"])
    expect(detect(text).reading.headerRow.value).toBe(1);
});

test("a comma and a space in every row below a name of one word is read as text, and asked about", () => {
  const { reading, findings } = detect("Customer\nReed, Ann\nSmith, Bob\nBrown, Zoe\n");
  expect(reading.headerRow.value).toBe(1);
  expect(findings).toMatchObject([
    { code: "delimiter_tie", choices: [{ current: true }, { change: { delimiter: "," } }] },
  ]);
});

const divided: [string, string, string, string][] = [
  ["a colon, one row divided otherwise", ":", '"', `a:b:c:d\n${"x:y:z:1\n".repeat(9)}x|y|z|2\n`],
  ["a colon, rows above", ":", '"', `Report of May\n\nname:town:code\n${"Ann:Hull:A\n".repeat(4)}`],
  [
    "a space, cells in quotes, notes below",
    " ",
    '"',
    `"name" "town"\n${'"Ann Reed" "Hull"\n'.repeat(9)}The end\nof it all\n`,
  ],
  ["a comma, a space before it", ",", '"', `"a" ,"b" ,"c"\n${'"1" ,"x, y" ,"3"\n'.repeat(3)}`],
  ["a comma and nothing else", ",", '"', ",,,\n,,,\n"],
  ["a semicolon, a comma in the title", ";", '"', "Sales, May\n\nlat;lon;place\n-88.3;137.6;Bath\n"],
  ["single quotes around JSON", ",", "'", `'id','data'\n${`'1','{"a": 1, "b": "x", "c": "y"}'\n`.repeat(6)}`],
  [
    "single quotes, one of them lost",
    "\t",
    "'",
    `'id'\t'name'\t'town'\n${"'1'\t'Ann'\t'Hull'\n".repeat(6)}'2'\t'Bob\t'Hull'\n`,
  ],
  [
    "double quotes where they are needed, one row in single ones",
    ",",
    '"',
    `code,meaning\nA1,paid\nA2,"open, due"\nA3,void\n'A4','open, due'\nA5,paid\n`,
  ],
  ["single quotes around a single column", ",", "'", "'Number'\n'375'\n'732'\n'226'\n"],
];
test.each(divided)("%s: the delimiter and the quote are found", (_, delimiter, quote, text) => {
  const { reading } = detect(text);
  expect([reading.delimiter.value, reading.quote.value]).toEqual([delimiter, quote]);
});

test("what a person chose stands, and is said to be chosen", () => {
  const { reading } = detect("a,b\n1,2\n", {
    encoding: "windows-1250",
    delimiter: ";",
    quote: null,
    headerRow: null,
  });
  expect(values(reading)).toEqual({ encoding: "windows-1250", delimiter: ";", quote: null, headerRow: null });
  for (const key of ["encoding", "delimiter", "quote", "headerRow"] as const) {
    expect(reading[key]).toMatchObject({ evidence: "Your choice", chosen: true });
  }
});

test("a first row longer than what is looked at is still read", () => {
  const names = Array.from({ length: 5000 }, (_, index) => `${"column ".repeat(10)}${index}`);
  const { reading, width } = detect(`${names.join(";")}\n${names.map(() => "x").join(";")}\n`);
  expect(width).toBeGreaterThan(3000);
  expect(reading.headerRow.value).toBe(1);
});

const withStart = (...start: number[]) => new Uint8Array([...start, ...new Uint8Array(40)]);
const notCsv: [string, string | Uint8Array, string][] = [
  ["an empty file", "", "This file is empty."],
  [
    "an Excel workbook",
    "PK\u0003\u0004…xl/workbook.xml",
    "This is an Excel workbook. Save it as CSV in Excel (File, Save as, CSV UTF-8) and drop that file.",
  ],
  [
    "an older Excel workbook",
    withStart(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
    "This is an Excel workbook of the older kind (.xls).",
  ],
  [
    "a LibreOffice workbook",
    "PK\u0003\u0004mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
    "This is a LibreOffice workbook.",
  ],
  [
    "a zip archive",
    "PK\u0003\u0004customers.csv",
    "This is a zip archive. Unpack it and drop the file inside.",
  ],
  ["a gzip file", withStart(0x1f, 0x8b, 0x08), "This is a gzip file."],
  ["a 7-Zip archive", withStart(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), "This is a 7-Zip archive."],
  ["a PDF document", "%PDF-1.7", "This is a PDF document."],
  ["a PNG image", withStart(0x89, 0x50, 0x4e, 0x47), "This is a PNG image, not a table."],
  ["a JPEG image", withStart(0xff, 0xd8, 0xff), "This is a JPEG image, not a table."],
  ["a web page", "\uFEFF <!DOCTYPE html><html><table>", "This is a web page, not CSV."],
  ["an XML document", '<?xml version="1.0"?><rows/>', "This is an XML document, not CSV."],
  ["JSON", '[{"name":"Acme"}]', "This is JSON, not CSV."],
  ["a program", new Uint8Array(200).map((_, index) => (index * 7) % 32), "This is not a text file."],
];
test.each(notCsv)("%s is named for what it is", (_, content, message) => {
  expect(() => detect(content)).toThrow(ReadError);
  expect(() => detect(content)).toThrow(message);
});

test("a first row whose text in quotes has many lines, or much text, is one row, with names above or not", () => {
  for (const long of ["line\r\n".repeat(700), `${"word ".repeat(80_000)}\nend`])
    for (const header of ["", "code;note;city\n"]) {
      const row = (index: number) => `k${index};"${long}";Leeds\n`;
      const bytes = new TextEncoder().encode(`${header}${row(1)}k2;short;York\nk3;"a\nb";Hull\n`);
      const chosen = { delimiter: ";", quote: '"', escape: null } as const;
      for (const overrides of [{}, { ...chosen, headerRow: header === "" ? null : 1 }]) {
        const { width, reading } = detectReading(bytes, true, overrides);
        expect([width, reading.delimiter.value]).toEqual([3, ";"]);
      }
    }
});
