import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { readWhole } from "./read-whole";

const lines = (...all: string[]) => `${all.join("\n")}\n`;
const codesOf = async (text: string | Uint8Array) => (await readWhole(text)).issues.map(({ code }) => code);

test("two rows that spaces or colons divide alike are read as one column, and it is asked", async () => {
  for (const text of [lines("pump:state", "P4:open"), lines("lon lat", "9.45 51.02")]) {
    const { header, issues } = await readWhole(text);
    expect(header).toHaveLength(1);
    expect(issues).toContainEqual({ line: null, row: null, column: null, code: "delimiter_tie" });
  }
});

test("one column of names, of sentences or of times raises no question", async () => {
  expect(await codesOf(lines("Full name", "Mary Reed", "Tom Hill"))).toEqual([]);
  expect(await codesOf(lines("Remark", "Came late again", "Paid", "Left at the gate"))).toEqual([]);
  expect(await codesOf(lines("Departure", "12:30", "12:45", "13:00"))).toEqual([]);
});

test("where colons divide all rows but one, fewer columns by spaces are asked about", async () => {
  const rows = Array.from({ length: 9 }, (_, row) => `${row}.5:+44 ${row}1 ${row}2:2020-01-0${row + 1}:kg`);
  const text = lines("lon:phone no or:date:unit", ...rows, "7.5:+44 71 72:2020-01-02::kg");
  expect(await codesOf(text)).toContain("delimiter_tie");
});

test("spaces in the cells of a table of three rows do not divide it where commas or tabs do more often", async () => {
  const tab = lines("pump\tcode\tserial no\tstate", "P 4\tA7\t12\tup", "P 5\tA9\t13\tup\tlost\tagain");
  expect((await readWhole(tab)).header).toEqual(["pump", "code", "serial no", "state"]);
  const comma = lines("on hold,size,tag a,year", "n a,7,b,1999,", "n b,8,c,2003,");
  expect((await readWhole(comma)).dialect?.delimiter).toBe(",");
});

test("decimal commas below a title with a comma do not divide rows that semicolons do", async () => {
  const text = lines(
    "Wages, by month",
    "",
    "Month;Rate;Sum",
    "May;mean;25,57",
    "June;mean;78,32",
    "July;low;44,25",
  );
  const { header, headerLine } = await readWhole(text);
  expect({ header, headerLine }).toEqual({ header: ["Month", "Rate", "Sum"], headerLine: 3 });
});

test("more lines above a table than it has rows do not hide its columns", async () => {
  const above = ["Register of wells", "Water", "Issued in May 2020", "Depths in metres", "In use"];
  const text = lines(...above, "well;depth;owner;year", "W1;12;Reed;1990", "W2;7;Hill;2001");
  const { header, headerLine, rows } = await readWhole(text);
  expect({ header, headerLine }).toEqual({ header: ["well", "depth", "owner", "year"], headerLine: 6 });
  expect(rows).toHaveLength(2);
});

test("one row with a quote too many leaves single quotes single quotes", async () => {
  const text = lines("'Remark';'Lat'", "'Dry; clean';1.5", "'Wet';2.5", "'O'ld pump';3.5", "'New; blue';4.5");
  const { rows, dialect, issues } = await readWhole(text);
  expect(dialect?.quote).toBe("'");
  expect(rows[0]).toEqual(["Dry; clean", "1.5"]);
  expect(issues.map(({ row, code }) => ({ row, code }))).toEqual([{ row: 3, code: "stray_quote" }]);
});

test("single quotes behind spaces hold cells together", async () => {
  const text = lines(
    "year state 'last note' id",
    ...[1, 2, 3, 4].map((id) => `200${id} open 'all well' ${id}`),
  );
  expect((await readWhole(text)).rows[0]).toEqual(["2001", "open", "all well", "1"]);
});

test("a byte that would be the only letter of another script is a fault of its row", async () => {
  const text = Buffer.concat([
    Buffer.from("name,share\n"),
    Buffer.from([0xff]),
    Buffer.from(",67%\nsite,66%\n"),
  ]);
  const { encoding, issues } = await readWhole(new Uint8Array(text));
  expect(encoding).toBe("utf-8");
  expect(issues).toContainEqual({ line: 2, row: 1, column: 0, code: "invalid_bytes" });
  expect(issues.map(({ code }) => code)).toContain("encoding_tie");
});

test("units in brackets below the names are asked about, however few rows follow", async () => {
  const { issues } = await readWhole(lines("well,depth,flow", "[-],[m],[l/s]", "W1,12,0.5"));
  expect(issues.map(({ code }) => code)).toContain("header_rows");
});

test("dates with a time are data, so a file of them has no header", async () => {
  const rows = ["08T20:13:34Z,FR", "11T20:20:27Z,US", "01T22:19:09Z,FR", "05T20:47:34Z,US"];
  const { header, issues } = await readWhole(lines(...rows.map((row) => `2023-02-${row}`)));
  expect(header).toBeNull();
  expect(issues.map(({ code }) => code)).toEqual(["no_header"]);
});

test("of a single column, lines above the name of numbers and those behind a blank line at the end are told", async () => {
  const above = await readWhole(lines("Depths in metres", "Office of Water", "LEVEL", "8.5", "4.9", "7.7"));
  expect(above).toMatchObject({ headerLine: 3, header: ["LEVEL"] });
  const below = await readWhole(lines("LEVEL", "8.5", "4.9", "7.7", "", "Source: own survey"));
  expect(below.issues).toContainEqual({ line: 6, row: 4, column: null, code: "footnotes" });
});
