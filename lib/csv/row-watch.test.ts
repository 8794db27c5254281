import { expect, test } from "vitest";
import { readWhole } from "./read-whole";

const secondTableOf = async (...rows: string[]) => {
  const { issues } = await readWhole(`${rows.join("\n")}\n`);
  return issues.filter(({ code }) => code === "second_table").map(({ row }) => row);
};
const towns = ["town,people", "Leeds,812000", "York,153000", "Bath,94000", "Ely,20000", "Hull,267000"];

test("words behind a blank row, half of which name columns, begin another table of the same width", async () => {
  const words = ["term,meaning", "fen,wet land", "tor,bare hill", "wold,open hill"];
  expect(await secondTableOf(...words, "", "name,street", "Ann,High Lane", "Bob,Low Lane")).toEqual([4]);
});

test("codes of another kind behind a blank row do, too", async () => {
  expect(await secondTableOf(...towns, "", "area1,area2", "north,south")).toEqual([6]);
});

test("names above rows that have no number in the only column of numbers begin one without a blank row", async () => {
  expect(await secondTableOf(...towns, "name,street", "Ann,High Lane", "Bob,Low Lane")).toEqual([6]);
});

test("a value that is missing again and again, and blank rows between all others, begin none", async () => {
  expect(await secondTableOf(...towns, "Truro,unknown", "Wells,unknown", "Ripon,unknown")).toEqual([]);
  const words = ["term,meaning", "fen,wet land", "order,state", "tor,type", "product,date"];
  expect(await secondTableOf(...words.flatMap((row) => [row, ""]))).toEqual([]);
});

test("the header once more is named where a byte-order mark stands before it, as in files put one behind another", async () => {
  const { issues } = await readWhole(`\ufeff${towns.join("\n")}\n\ufeff${towns.join("\n")}\n`);
  expect(issues).toContainEqual({ line: 7, row: 6, column: null, code: "repeated_header" });
});

test("the header once more is named in other letters, too, and a single word is a value", async () => {
  const { issues } = await readWhole(`${[...towns, "TOWN,PEOPLE", "Deal,31000"].join("\n")}\n`);
  expect(issues).toEqual([{ line: 7, row: 6, column: null, code: "repeated_header" }]);
  expect((await readWhole("state\nopen\nState\nclosed\n")).issues).toEqual([]);
});

test("values behind a blank row, of other kinds in all columns that have one, begin another table", async () => {
  const dated = ["day,people,note", "2024-01-02,12,rain", "2024-01-03,14,sun", "2024-01-04,9,rain"];
  const more = ["2024-01-05,11,sun", "2024-01-06,19,sun"];
  expect(await secondTableOf(...dated, ...more, "", "12,2024-01-02,x", "14,2024-01-03,y")).toEqual([6]);
  expect(await secondTableOf(...dated, ...more, "", "2024-01-08,n/a,rain", "2024-01-09,8,sun")).toEqual([]);
});

test("names below their title behind a blank row begin another table, and no line end cut them", async () => {
  const rivers = ["river,miles", "Aire,92", "Ouse,52"];
  const { issues } = await readWhole(`${[...towns, "", "Rivers by length", ...rivers].join("\n")}\n`);
  expect(issues.map(({ code }) => code)).not.toContain("cut_row");
  expect(issues).toContainEqual({ line: 9, row: 7, column: null, code: "second_table" });
});

test("a row next to a piece is cut where the line between them ends as no other does", async () => {
  const file = (...rows: string[]) => `${rows.join("\r\n")}\r\n`;
  const towns = ["no,town", "11,Leeds", "12,York", "13,Bath", "14,Ely"];
  const headless = await readWhole(file(...towns, "1\n5,Hull", "16,Deal"));
  expect(headless.issues).toContainEqual({ line: 7, row: 6, column: 0, code: "cut_row" });
  const tailless = await readWhole(file(...towns, "15,Hull\nKingston", "16,Deal"));
  expect(tailless.issues).toContainEqual({ line: 6, row: 5, column: 1, code: "cut_row" });
});

test("a line drawn below the names cuts no row", async () => {
  const { issues } = await readWhole(" no | town \n----+-------\n 11 | Leeds \n 12 | York  \n 13 | Bath  \n");
  expect(issues.filter(({ row }) => row !== null).map(({ code, row }) => [code, row])).toEqual([
    ["ragged_row", 1],
  ]);
});

test("where the only column of one kind has times with fractions, names tell another table as well", async () => {
  const laps = [
    "lap,runner",
    "0:10:12.5,Ann",
    "0:11:40.25,Bob",
    "0:10:59.75,Cy",
    "0:12:01.5,Di",
    "0:11:11.5,Ed",
  ];
  expect(await secondTableOf(...laps, "name,street", "Ann,High Lane", "Bob,Low Lane")).toEqual([6]);
});

test("the names in another order begin another table, for the rows below them belong to other columns", async () => {
  const herbs = ["herb,taste,use", "dill,fresh,fish", "sage,bitter,meat"];
  expect(await secondTableOf(...herbs, "taste,herb,use", "cool,mint,tea")).toEqual([3]);
  expect(await secondTableOf(...herbs, "taste,use,use", "use,herb,tea")).toEqual([]);
});
