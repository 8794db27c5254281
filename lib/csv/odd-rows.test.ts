import { expect, test } from "vitest";
import { readWhole } from "./read-whole";

const named = async (code: string, rows: readonly string[]) => {
  const { issues } = await readWhole(`${rows.join("\n")}\n`);
  return issues.filter((issue) => issue.code === code).map(({ row }) => row);
};
const pumps = ["pump,flow,checked", "P-1,20,ok", "P-2,31,ok", "P-3,18,worn", "P-4,25,ok", "P-5,22,ok"];
const words = ["herb,taste,use", "dill,fresh,fish", "sage,bitter,meat", "mint,cool,tea", "thyme,warm,stew"];

test("a remark behind a # is named where it says less than a row, or what no row says", async () => {
  expect(await named("no_record", [...pumps, "# replaced,,", "P-6,21,ok"])).toEqual([6]);
  expect(await named("no_record", [...pumps, "#P-6,21,ok", "P-7,20,ok"])).toEqual([6]);
  expect(
    await named("no_record", [...words, "# from the garden, the rest,bought", "basil,sweet,salad"]),
  ).toEqual([5]);
});

test("a # that names a column, begins many rows or a word is data", async () => {
  expect(await named("no_record", ["#,herb", "# 1,dill", "# 2,sage", "# 3,mint", "# 4,thyme"])).toEqual([]);
  expect(await named("no_record", ["no,herb", "# 1,dill", "# 2,sage", "# 3,mint", "# 4,thyme"])).toEqual([]);
  expect(await named("no_record", [...words, "#basil,sweet,salad", "chive,sharp,soup"])).toEqual([]);
});

test("a line drawn between rows is named, and values that are missing are not", async () => {
  expect(await named("no_record", [...pumps, "---,---,---", "P-6,21,ok"])).toEqual([6]);
  expect(await named("no_record", [...words, "-,-,-", "--,hot,soup"])).toEqual([]);
});

test("the heading of a group is named once a row stands below it, the first group too", async () => {
  const [names = "", ...rows] = pumps;
  expect(await named("no_record", [names, "North hall,,", ...rows, "South hall,,", "P-6,21,ok"])).toEqual([
    1, 7,
  ]);
  const years = [
    "herb,taste,use",
    "2019,,",
    "dill,fresh,fish",
    "2020,,",
    "sage,bitter,meat",
    "mint,cool,tea",
  ];
  expect(await named("no_record", years)).toEqual([1, 3]);
});

test("a name without anything else, and what stands alone at the end, are no headings", async () => {
  expect(await named("no_record", [...words, "lovage,,", "chive,sharp,soup"])).toEqual([]);
  expect(await named("no_record", [...pumps, "Source: own survey,,"])).toEqual([]);
});

test("a row with a byte-order mark before it is named, and its cell is as it stands", async () => {
  const { rows, issues } = await readWhole(`${[...pumps, "\ufeffP-6,21,ok"].join("\n")}\n`);
  expect(rows[5]).toEqual(["\ufeffP-6", "21", "ok"]);
  expect(issues).toEqual([{ line: 7, row: 6, column: 0, code: "byte_order_mark" }]);
});

test("a row that begins or ends with a control character is named, and one that divides cells is no such thing", async () => {
  expect(await named("control_character", [...pumps, "\fP-6,21,ok", "P-7,20,ok\x1e"])).toEqual([6, 7]);
  const divided = [...pumps, ",21,"].map((row) => row.replaceAll(",", "\x01"));
  expect(await named("control_character", divided)).toEqual([]);
});
