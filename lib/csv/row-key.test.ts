import fc from "fast-check";
import { expect, test } from "vitest";
import { findRowKeyColumns, readRowKey, rowKeyColumns, writeRowKey } from "./row-key";

const key = fc.record({ job: fc.nat(1e9), held: fc.boolean(), row: fc.nat(1e9) });

test("a key is read as it was written, spaces and capitals aside", () => {
  fc.assert(
    fc.property(key, (one) => {
      expect(readRowKey(` ${writeRowKey(one).toUpperCase()} `)).toEqual(one);
    }),
  );
});

test("a key with a digit changed is no key", () => {
  fc.assert(
    fc.property(key, fc.nat(), fc.integer({ min: 1, max: 9 }), (one, place, by) => {
      const text = writeRowKey(one);
      const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
      const at = digits[place % digits.length] ?? 0;
      const changed = `${text.slice(0, at)}${(Number(text[at]) + by) % 10}${text.slice(at + 1)}`;
      expect(readRowKey(changed)).toBeNull();
    }),
  );
});

test("what a person may write there is no key", () => {
  for (const text of ["", "41", "41-17", "2026-11-03", "r17", "41-r17-", "=A2"])
    expect(readRowKey(text)).toBeNull();
});

test.each([
  ["as they were written", ["row key", "row", "state", "reason", "name"], [0, 1, 2, 3]],
  [
    "although fields are called alike",
    ["Row Key ", "row", "state", "reason", "state", "reason"],
    [0, 1, 2, 3],
  ],
  ["without one that was taken out", ["row key", "row", "reason", "name", "state"], [0, 1, undefined, 2]],
  ["behind columns that were moved", ["name", "row key", "row", "state", "reason"], [1, 2, 3, 4]],
  ["where the key was moved away", ["row", "state", "reason", "name", "row key"], [4, 0, 1, 2]],
  ["not at all without a key", ["row", "state", "reason"], []],
])("the columns that say whose rows they are are found %s", (_case, headings, places) => {
  const found = findRowKeyColumns(headings);
  expect(rowKeyColumns.map((name) => found.get(name))).toEqual(
    places.length === 0 ? [undefined, undefined, undefined, undefined] : places,
  );
});
