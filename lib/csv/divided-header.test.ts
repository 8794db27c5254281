import { expect, test } from "vitest";
import { readWhole } from "./read-whole";

const body = ["1,Bolt,2.50", "2,Nut,0.75", "3,Washer,0.10"];

test.each([["id;name;price"], ["id\tname\tprice"], ['"id"|"name"|"price"']])(
  "a header that another delimiter divides, %j, gives its names and is named",
  async (header) => {
    const { header: names, headerLine, rows, issues } = await readWhole([header, ...body].join("\n"));
    expect(names).toEqual(["id", "name", "price"]);
    expect(headerLine).toBe(1);
    expect(rows).toHaveLength(3);
    expect(issues).toContainEqual({ line: 1, row: null, column: null, code: "other_delimiter" });
  },
);

test("so it is below lines above the table, and where the header line is said and one row is all there is", async () => {
  const below = await readWhole(["Stock list", "", "id;name;price", ...body].join("\n"));
  expect(below).toMatchObject({ headerLine: 3, header: ["id", "name", "price"] });
  const said = await readWhole("id;name;price\n1,Bolt,2.50\n", { delimiter: ",", headerLine: 1 });
  expect(said).toMatchObject({ header: ["id", "name", "price"], rows: [["1", "Bolt", "2.50"]] });
});

test("a first row of data with another delimiter is named as that row", async () => {
  const { header, issues } = await readWhole(["9;Hook;1.20", ...body, "4,Pin,0.05"].join("\n"));
  expect(header).toBeNull();
  expect(issues).toContainEqual({ line: 1, row: 1, column: null, code: "other_delimiter" });
});

test("a line above the table that no delimiter divides as the rows are is no header", async () => {
  const { header, issues } = await readWhole(["Stock; all", "id,name,price", ...body].join("\n"));
  expect(header).toEqual(["id", "name", "price"]);
  expect(issues.map(({ code }) => code)).toEqual(["preamble"]);
});
