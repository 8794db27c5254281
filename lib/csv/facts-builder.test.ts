import { expect, test } from "vitest";
import { createBatchReader } from "./batch-reader";
import { columnLabels } from "./columns";
import { detectReading } from "./detect-reading";
import { FactsBuilder } from "./facts-builder";
import type { FileFacts } from "./file-facts";
import type { ReadingOverrides } from "./reading";

function factsOf(text: string, overrides: ReadingOverrides = {}): FileFacts {
  const bytes = new TextEncoder().encode(text);
  const detected = detectReading(bytes, true, overrides);
  const { encoding, delimiter, quote } = detected.reading;
  const reader = createBatchReader({
    encoding: encoding.value,
    delimiter: delimiter.value,
    quote: quote.value,
  });
  const builder = new FactsBuilder({ name: "a.csv", sizeBytes: bytes.length, lastModified: 0 }, detected);
  builder.add(reader.read(bytes, true), reader.firstFileRow());
  return builder.facts(reader.newline(), "0".repeat(64));
}
const messages = (facts: FileFacts) => facts.findings.map(({ code, message }) => [code, message]);

test("columns are told apart by index: repeated, blank and __proto__ headers lose nothing", () => {
  const facts = factsOf("Email,__proto__,Email,,constructor\na@example.com,1,b@example.com,2,3\n");
  expect(facts.columns.map(({ label, samples }) => [label, samples])).toEqual([
    ["Email", ["a@example.com"]],
    ["__proto__", ["1"]],
    ["Email (2)", ["b@example.com"]],
    ["Column 4", ["2"]],
    ["constructor", ["3"]],
  ]);
  expect(messages(facts)).toEqual([
    ["blank_header", 'A column has no name. It is shown as "Column 4".'],
    ["duplicate_header", 'Columns with the same name are told apart by a number: "Email (2)".'],
  ]);
});

test("a label is never used twice, not even one that looks made up", () => {
  expect(columnLabels(["Email", "Email (2)", " Email", "", "Column 4"])).toEqual([
    "Email",
    "Email (2)",
    "Email (3)",
    "Column 4",
    "Column 4 (2)",
  ]);
});

test("broken rows are named with row and line, and counted", () => {
  const facts = factsOf(
    'a,b,c\n1,2,3\n"x\ny",2,3\n1,2\n1,2,3,4\n1,"2"2,3\n1,\u0000,3\n5" pipe,2,3\n1,2,"3\n',
  );
  expect(messages(facts)).toEqual([
    [
      "ragged_row",
      "Row 4 (line 5) has 2 cells, 3 are expected. 1 more row is like it. These rows stay here.",
    ],
    [
      "stray_quote",
      "Text follows a closing quote in row 6 (line 7), so its cells cannot be told apart for certain. The row stays here.",
    ],
    ["nul", "A NUL character stands in row 7 (line 8). The row stays here."],
    ["quote_in_text", "A quote stands inside the text of row 8 (line 9). It is read as text."],
    ["unclosed_quote", "A quote opens in row 9 (line 10) and is never closed. The row stays here."],
  ]);
  expect(facts.rows).toBe(8);
});

test("blank rows are left out, said, and still count where rows are numbered", () => {
  const facts = factsOf("a,b\n\n1,2\n,\n  , \n3,4\n,\n\n");
  expect(facts).toMatchObject({ rows: 2, blankRows: 3, trailingBlankRows: 2, firstFileRow: 3 });
  expect(facts.preview).toEqual([
    { fileRow: 3, cells: ["1", "2"] },
    { fileRow: 6, cells: ["3", "4"] },
  ]);
  expect(messages(facts)).toEqual([
    ["blank_rows", "3 blank rows between others are left out."],
    ["trailing_blank_rows", "2 blank rows at the end are left out."],
  ]);
});

test("only a header is nothing to send", () => {
  expect(messages(factsOf("a,b\r\n"))).toEqual([
    ["header_only", "Only a header row was found. There is nothing to send."],
  ]);
  expect(messages(factsOf("\n\n"))[0]).toEqual([
    "header_only",
    "Every row of this file is blank. There is nothing to send.",
  ]);
});

test("without a header row columns are called by their place and the first row is data", () => {
  const facts = factsOf("1,2\n3,4\n", { headerRow: null });
  expect(facts.columns.map(({ label }) => label)).toEqual(["Column 1", "Column 2"]);
  expect(facts).toMatchObject({ rows: 2, firstFileRow: 1 });
});

test("what stands above the header is left out and said", () => {
  const facts = factsOf("Customers\n\na,b\n1,2\n");
  expect(facts).toMatchObject({ rows: 1, firstFileRow: 4 });
  expect(messages(facts)).toEqual([["preamble", "Rows 1 to 2 stand above the header and are left out."]]);
  expect(facts.head.map(({ fileRow }) => fileRow)).toEqual([1, 2, 3, 4]);
});

test("values stay text: zeros, long ids, exponents, signs and spaces are as they were", () => {
  const cells = ["007", "12345678901234567890", "1E5", "-0", " x "];
  expect(factsOf(`a,b,c,d,e\n${cells.join(",")}\n`).preview[0]?.cells).toEqual(cells);
});

test("names in several rows are joined, and rows outside the table are left out, as a person chose", () => {
  const text = "Report\nid,net,gross\n,EUR,EUR\nnote\n1,2,3\n4,5,6\nTotal,7,9\n";
  const facts = factsOf(text, { headerRow: 2, headerRows: 2, firstDataRow: 5, lastDataRow: 6 });
  expect(facts.columns.map(({ label }) => label)).toEqual(["id", "net EUR", "gross EUR"]);
  expect(facts.preview.map(({ cells }) => cells)).toEqual([
    ["1", "2", "3"],
    ["4", "5", "6"],
  ]);
  expect(facts.reading.headerRows).toEqual({ value: 2, evidence: "Your choice", chosen: true });
});

test("what the rows leave open is offered, never settled in silence", () => {
  const choicesOf = (text: string, code: string) =>
    factsOf(text)
      .findings.find((finding) => finding.code === code)
      ?.choices?.map(({ change }) => change);
  const rows = "1,a b,2.5\n2,c d,3.5\n3,e f,4.5\n4,g h,5.5\n";
  expect(choicesOf(`Report\n\nid,name,net\n${rows}`, "preamble")).toEqual([
    { headerRow: 1 },
    { headerRow: 3 },
  ]);
  expect(choicesOf(`id,name,net\nno,text,EUR\n${rows}`, "header_rows")).toEqual([
    { headerRow: 1, headerRows: 1 },
    { headerRow: 1, headerRows: 2 },
    { headerRow: 2, headerRows: 1 },
  ]);
  expect(choicesOf(rows, "no_header")).toEqual([{ headerRow: 1 }, { headerRow: null }]);
  expect(choicesOf(`id,name,net\n${rows}\ncode,town\nA,Leeds\nB,York\n`, "second_table")).toEqual([
    {},
    { lastDataRow: 6 },
    { headerRow: 7 },
  ]);
  expect(choicesOf(`id,name,net\n${rows}\nSource: ledger\nChecked\n`, "footnotes")).toEqual([
    {},
    { lastDataRow: 6 },
  ]);
  expect(choicesOf("a,b;c\n1,2;3\n4,5;6\n", "delimiter_tie")).toEqual([
    { delimiter: ";" },
    { delimiter: "," },
  ]);
});

test("quotes that open in row after row and never close are text, and said", () => {
  const rows = Array.from({ length: 12 }, (_, row) => `${row}\t${row % 2 === 0 ? '"' : ""}inch\tx\n`).join(
    "",
  );
  const facts = factsOf(`id\tsize\tnote\n${rows}`);
  expect(facts.reading).toMatchObject({ delimiter: { value: "\t" }, quote: { value: null } });
  expect(facts.preview[0]?.cells).toEqual(["0", '"inch', "x"]);
  expect(facts.findings.map(({ code, choices }) => [code, choices?.map(({ change }) => change)])).toEqual([
    ["quotes_are_text", [{ quote: null }, { quote: '"' }]],
  ]);
});

test("a header with a name too few or too many is said, and the rows below it are whole", () => {
  const rows = "1,a b,2.5\n2,c d,3.5\n3,e f,4.5\n";
  for (const header of ["id,namenet", "id,,name,net"]) {
    const facts = factsOf(`${header}\n${rows}`);
    expect(facts.columns).toHaveLength(3);
    expect(facts.findings.map(({ code }) => code)).toContain("ragged_header");
    expect(facts.findings.map(({ code }) => code)).not.toContain("ragged_row");
  }
});

test("a row with another separator is named as such", () => {
  const facts = factsOf("id,name,net\n1,a,2.5\n2;b;3.5\n3,c,4.5\n");
  expect(messages(facts)).toEqual([
    [
      "other_delimiter",
      "Row 3 (line 3) has another separator between its cells than the rest of the file. The row stays here.",
    ],
  ]);
});

test("of rows that are as long as books a few are shown, and all are counted", () => {
  const facts = factsOf(`a,b\n${`1,${"x".repeat(500_000)}\n`.repeat(30)}`);
  expect(facts.rows).toBe(30);
  expect(facts.preview).toHaveLength(5);
  expect(facts.head).toHaveLength(6);
});
