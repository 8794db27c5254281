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
