import { expect, test } from "vitest";
import { readWhole } from "./read-whole";

const lines = (...all: string[]) => `${all.join("\n")}\n`;
const codesOf = async (text: string) => (await readWhole(text)).issues.map(({ code }) => code);

test("a character that is no usual delimiter and gives each of four rows as many cells divides them, and it is asked", async () => {
  for (const by of ["#", "*", "=", "&"]) {
    const rows = ["code,town,share", "A7,Leeds,12%", "A8,York,7%", "A9,Bath,3%"].map((row) =>
      row.replaceAll(",", by),
    );
    const { header, rows: read, issues } = await readWhole(lines(...rows));
    expect(header).toEqual(["code", "town", "share"]);
    expect(read[2]).toEqual(["A9", "Bath", "3%"]);
    expect(issues.map(({ code }) => code)).toEqual(["delimiter_tie"]);
  }
});

test("one that gives two columns, or has decimal commas beside it, is asked about and not taken", async () => {
  const two = await readWhole(lines("cc=Region", "GB=Chile", "NO=United Kingdom"));
  expect(two.header).toEqual(["cc=Region"]);
  expect(two.issues).toEqual([{ line: null, row: null, column: null, code: "delimiter_tie" }]);
  expect(await codesOf(lines("Land*Preis*Ort", "DE*7,50*Bonn", "NO*12*Oslo", "GB*3,25*Hull"))).toContain(
    "delimiter_tie",
  );
});

test("one beyond ASCII is named, though nothing can be divided by it", async () => {
  for (const by of ["§", "¦", "þ"]) {
    const rows = ["value|body", "567.08|old", "146.90|pump"].map((row) => row.replace("|", by));
    const { header, issues } = await readWhole(lines(...rows));
    expect(header).toEqual([`value${by}body`]);
    expect(issues.map(({ code }) => code)).toEqual(["delimiter_tie"]);
  }
});

test("dates, addresses, codes and hyphenated words in a single column raise no question of delimiters", async () => {
  expect(await codesOf(lines("DOB", "2008-05-19", "2023-07-08", "2006-01-12"))).toEqual([]);
  expect(await codesOf(lines("2008-05-19", "2023-07-08", "2006-01-12", "2001-02-03"))).toEqual(["no_header"]);
  expect(await codesOf(lines("e-mail", "a@b.com", "c@d.com", "e@f.com"))).toEqual([]);
  expect(await codesOf(lines("Web-site", "http://a.com/b-c", "http://a.com/d", "http://a.com/e"))).toEqual(
    [],
  );
  expect(await codesOf(lines("SKU", "A-101", "B-202", "C-303"))).toEqual([]);
});

test("control characters divide cells, from two columns and one row on, and nothing is asked", async () => {
  for (const by of ["\u0001", "\u001f"]) {
    const rows = ["when|words", "2025-08-12 02:19|late, and again"].map((row) => row.replace("|", by));
    const { header, rows: read, issues } = await readWhole(lines(...rows));
    expect(header).toEqual(["when", "words"]);
    expect(read).toEqual([["2025-08-12 02:19", "late, and again"]]);
    expect(issues).toEqual([]);
  }
});

test("rows that end in the record separator are not read, and it is said", async () => {
  expect(await codesOf("id\u001ftown\u001e1\u001fLeeds\u001e2\u001fYork\u001e")).toEqual(["binary"]);
});

test("rows that begin with a date or hold an address may be divided by a character of neither", async () => {
  const dated = await readWhole(
    lines("time!grade!load", "2025-08-12 02:19!27.2!79", "2022-06-26 23:39!7.7!61", "2011-07-06 03:03!23!26"),
  );
  expect(dated.header).toEqual(["time", "grade", "load"]);
  const named = await readWhole(lines("id!mail!town", "1!a@b.org!York", "2!c@d.org!Bath", "3!e@f.org!Ely"));
  expect(named.rows[0]).toEqual(["1", "a@b.org", "York"]);
});

test("marks that stand together wherever one of them does are one delimiter, and it is asked", async () => {
  for (const by of ["|~|", "^|^", "##", "<>", "|+|"]) {
    const rows = ["code;town;share", '"A7";Leeds;-12', "A8;;7", "A9;Bath;3"].map((row) =>
      row.replaceAll(";", by),
    );
    const { header, rows: read, issues } = await readWhole(lines(...rows));
    expect(header).toEqual(["code", "town", "share"]);
    expect(read).toEqual([
      ["A7", "Leeds", "-12"],
      ["A8", "", "7"],
      ["A9", "Bath", "3"],
    ]);
    expect(issues.map(({ code }) => code)).toEqual(["delimiter_tie"]);
  }
});

test("two commas, semicolons or tabs leave a column blank", async () => {
  const { header } = await readWhole(lines("code,,town", "A7,,Leeds", "A8,,York"));
  expect(header).toEqual(["code", "", "town"]);
});

test("a slash divides rows that begin as a date does, when more than three numbers follow one another", async () => {
  const { header, rows } = await readWhole(lines("a/b/c/d/e", "1/2/9/5/3", "2/9/1/4/1", "3/1/2/9/3"));
  expect({ header, row: rows[0] }).toEqual({
    header: ["a", "b", "c", "d", "e"],
    row: ["1", "2", "9", "5", "3"],
  });
});
