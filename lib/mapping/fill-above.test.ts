import fc from "fast-check";
import { expect, test } from "vitest";
import { FilledAbove, type RowAbove } from "./fill-above";

function filled(rows: readonly (readonly [string, RowAbove])[]) {
  const above = new FilledAbove();
  for (const [index, [value, as]] of rows.entries()) above.note(index, index + 2, value, as);
  return rows.map(([value], index) => (value === "" ? above.at(index) : value));
}
const given = (...values: string[]) => values.map((value) => [value, "gives"] as const);

test("a blank value becomes the one above it; the first rows have none", () => {
  expect(filled(given("", "A", "", "", "B", ""))).toEqual(["", "A", "A", "A", "B", "B"]);
});

test("a row that is passed over gives nothing and may stand in a run", () => {
  expect(filled([...given("A", ""), ["Total", "passed_over"], ...given(""), ["", "passed_over"]])).toEqual([
    "A",
    "A",
    "Total",
    "A",
    "A",
  ]);
});

test("below a row that cannot be read nothing is filled in", () => {
  const values = filled([...given("A"), ["B", "broken"], ...given("", "C", "")]);
  expect(values[2]).toMatchObject({
    code: "nothing_above",
    message: "The value above is that of row 3, which cannot be read.",
  });
  expect(values.slice(3)).toEqual(["C", "C"]);
});

test("however rows are asked for, each has the last value given above it", () => {
  const as = fc.constantFrom<RowAbove>("gives", "passed_over");
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom("", "A", "B"), as)), (rows) => {
      const expected = rows.map(([value], index) => {
        if (value !== "") return value;
        return rows.slice(0, index).findLast(([own, how]) => own !== "" && how === "gives")?.[0] ?? "";
      });
      expect(filled(rows)).toEqual(expected);
    }),
  );
});
