import fc from "fast-check";
import { expect, test } from "vitest";
import { readWhole } from "./read-whole";

const lines = (...all: string[]) => `${all.join("\n")}\n`;

test("two vertical bars or two colons are found to divide, and one of them in a cell is text", async () => {
  for (const by of ["||", "::"]) {
    const one = by.charAt(0);
    const rows = [
      ["id", "name", "town"],
      ["1", `Al${one}pha`, "Oslo"],
      ["2", "", "Bath"],
    ];
    const {
      header,
      rows: read,
      dialect,
      issues,
    } = await readWhole(lines(...rows.map((cells) => cells.join(by)), ["3", '"a||b::c"', '"q""x"'].join(by)));
    expect(dialect?.delimiter).toBe(by);
    expect([header, ...read]).toEqual([...rows, ["3", "a||b::c", 'q"x']]);
    expect(issues).toEqual([]);
  }
});

test("addresses with two colons in a single column, and times, are not divided", async () => {
  const addresses = ["fe80::1", "fe80::2", "fe81::3", "fe83::4", "fe84::5", "fe84::6", "fe85::1"];
  expect((await readWhole(lines("ip", ...addresses))).rows).toEqual(addresses.map((one) => [one]));
  const times = ["12:30", "12:45", "13:00", "13:15", "13:20", "14:00", "15:01", "15:30"];
  expect(await readWhole(lines("Departure", ...times))).toMatchObject({ header: ["Departure"], issues: [] });
});

test("a delimiter of several characters that is said divides exactly there, also beside broken quotes", async () => {
  const cell = fc
    .array(fc.constantFrom("a", "é", "|", " ", ",", "\t"), { maxLength: 5 })
    .map((parts) => parts.join(""));
  const tables = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(tables, fc.constantFrom("||", " | ", "\t\t", ",,", "a|"), async (rows, delimiter) => {
      const text = rows.map((cells) => cells.map((one) => `"${one}"`).join(delimiter)).join("\n");
      const read = await readWhole(`x${delimiter}y${delimiter}z\n${text}\n`, { delimiter, headerLine: 1 });
      expect(read.header).toEqual(["x", "y", "z"]);
      expect(read.rows).toEqual(rows.filter((cells) => cells.some((one) => one.trim() !== "")));
    }),
  );
  const broken = lines("a||b||c", '1||"x"y||3', '4||5||"open', "6||7|8||9", "10||11");
  const { rows, issues } = await readWhole(broken, { delimiter: "||" });
  expect(rows).toEqual([
    ["1", '"x"y', "3"],
    ["4", "5", '"open'],
    ["6", "7|8", "9"],
    ["10", "11"],
  ]);
  expect(issues).toEqual([
    { line: 2, row: 1, column: 1, code: "stray_quote" },
    { line: 3, row: 2, column: 2, code: "unclosed_quote" },
    { line: 5, row: 4, column: 2, code: "ragged_row" },
  ]);
});

test("two columns between two vertical bars may be three with a blank one, which is asked", async () => {
  const { rows, issues } = await readWhole(lines("rain||rain b", "1||2", "3||4"));
  expect(rows).toEqual([
    ["1", "2"],
    ["3", "4"],
  ]);
  expect(issues.map(({ code }) => code)).toEqual(["delimiter_tie"]);
});
