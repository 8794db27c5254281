import { expect, test } from "vitest";
import { readWhole } from "./read-whole";

const lines = (...all: string[]) => `${all.join("\n")}\n`;
const codesOf = (issues: readonly { code: string }[]) => issues.map(({ code }) => code);

test("years beside words are names, and nothing is asked", async () => {
  const { header, issues } = await readWhole(
    lines("Region,2019,2020,2021", "North,12,13,14", "South,22,23,24"),
  );
  expect(header).toEqual(["Region", "2019", "2020", "2021"]);
  expect(issues).toEqual([]);
});

test("years below names that stand over several columns are asked about", async () => {
  const rows = ["Town,100,110,120", "Village,90,95,99", "Farm,80,85,88"];
  const { headerLine, issues } = await readWhole(
    lines("Area,Income,Income,Income", ",2018,2019,2020", ...rows),
  );
  expect(headerLine).toBe(1);
  expect(codesOf(issues)).toContain("header_rows");
});

test("a note or a title with commas above the table is no header", async () => {
  const notes = [
    "Report 7",
    "1. All values provisional, and subject to change",
    "2. Totals, where given, are rounded",
  ];
  const one = await readWhole(lines(...notes, "", "Year,Cases,Deaths", "2019,10,1", "2020,20,2"));
  expect(one).toMatchObject({ headerLine: 5, header: ["Year", "Cases", "Deaths"] });
  const two = await readWhole(lines("Population, total", "2019", "", "Region,Total", "A,5", "B,6"));
  expect(two).toMatchObject({ headerLine: 4, header: ["Region", "Total"] });
});

test("a header with a space behind every comma is the header of rows that have one, too", async () => {
  const { headerLine } = await readWhole(lines("a, b, c", "1, 2, 3", "4, 5, 6"), { delimiter: "," });
  expect(headerLine).toBe(1);
});

test("words and their colons above a table do not divide it, nor do the times in it", async () => {
  const above = ["Station:,Harbour bridge", "Operator:,City Office", "Start:,2019-05-01", ""];
  const rows = ["00:00,12,20.1", "01:00,10,21.2", "02:00,8,19.9", "03:00,4,18.0"];
  const { dialect, headerLine, header } = await readWhole(lines(...above, "Time,Count,Speed", ...rows));
  expect(dialect?.delimiter).toBe(",");
  expect({ headerLine, header }).toEqual({ headerLine: 5, header: ["Time", "Count", "Speed"] });
});

test("a second table below its title is told by the row of its names", async () => {
  const first = ["Sex,Count", "Male,100", "Female,110"];
  const second = ["Population by age", "Age,Count", "0-14,50", "15-64,120"];
  const { issues } = await readWhole(lines("Population by sex", ...first, "", ...second));
  expect(issues).toContainEqual({ line: 6, row: 3, column: 1, code: "ragged_row" });
  expect(issues).toContainEqual({ line: 7, row: 4, column: null, code: "second_table" });
});
