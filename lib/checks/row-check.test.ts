import fc from "fast-check";
import { expect, test } from "vitest";
import { createFeeds } from "@/lib/mapping/feeds";
import type { Mapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import { CheckIndex } from "./check-index";
import { type CheckedRow, rowOfTexts } from "./checked-row";
import { createRowCheck } from "./row-check";

const field = (path: string, more: Partial<TargetField> = {}): TargetField => ({
  path,
  label: path.toUpperCase(),
  type: "string",
  required: null,
  readOnly: null,
  ...more,
});
const fields = [
  field("code", { required: true, maxLength: 3 }),
  field("limit", { type: "number" }),
  field("maybe", { required: null }),
];
const mapping: Mapping = {
  entries: [
    { field: "code", source: { kind: "column", column: 1 }, reason: { kind: "chosen" } },
    { field: "limit", source: { kind: "column", column: 0 }, reason: { kind: "chosen" } },
    { field: "maybe", source: { kind: "column", column: 2 }, reason: { kind: "chosen" } },
  ],
};
const check = createRowCheck({ feeds: createFeeds(mapping), fields, width: 3 });
const row = rowOfTexts;
const found = (checked: CheckedRow) =>
  check.issuesOf(checked).map(({ fileRow, field: path, column, code }) => [fileRow, path, column, code]);

test("an issue names row, field and column", () => {
  expect(found(row(7, ["x", "ABCD", ""]))).toEqual([
    [7, "code", 1, "max_length"],
    [7, "limit", 0, "number"],
  ]);
});

test("a blank value is an issue only where the field is known to be required", () => {
  expect(found(row(2, ["", "  ", ""]))).toEqual([[2, "code", 1, "required"]]);
  expect(found(row(2, ["", "A", ""]))).toEqual([]);
});

test("a row with more or fewer cells is one issue: its cells are not judged", () => {
  expect(found(row(3, ["x", ""]))).toEqual([[3, null, null, "ragged_row"]]);
  expect(check.issuesOf(row(3, ["x", ""]))[0]?.message).toBe(
    "The row has 2 cells, the header 3. Values may stand in the wrong column.",
  );
});

test("a flaw of the row is its issue; a quote inside text is none", () => {
  expect(found(row(4, ["1"], ["unclosed_quote"]))).toEqual([[4, null, null, "unclosed_quote"]]);
  expect(found(row(4, ["1", "A", ""], ["stray_quote", "nul"]))).toEqual([
    [4, null, null, "stray_quote"],
    [4, null, null, "nul"],
  ]);
  expect(found(row(4, ["1", "A", ""], ["quote_in_text"]))).toEqual([]);
});

test("a constant is judged like any value, in every row", () => {
  const constant: Mapping = {
    entries: [{ field: "limit", source: { kind: "constant", value: "1,5" }, reason: { kind: "chosen" } }],
  };
  const checked = createRowCheck({ feeds: createFeeds(constant), fields, width: 1 });
  expect(checked.issuesOf(row(9, ["a"]))).toMatchObject([
    { fileRow: 9, field: "limit", column: null, code: "number" },
  ]);
});

const labels = new Map(fields.map(({ path, label }) => [path, label]));

function checkedRows(rows: readonly string[][]) {
  const index = new CheckIndex();
  const all = rows.map((cells, at) => row(at + 2, cells, [], at));
  for (const one of all) index.add(one.index, check.issuesOf(one));
  const counts = index.counts({ rows: rows.length, excluded: 0, edited: 0 }, labels, check.fixAll);
  return { counts, issues: all.flatMap((one) => check.issuesOf(one)) };
}

test("every row is in exactly one of ready and with errors, and every issue is counted", () => {
  const cell = fc.constantFrom("", "1", "ABCD", "x", "A");
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 })), (rows) => {
      const { counts, issues } = checkedRows(rows);
      expect(counts.rows).toBe(rows.length);
      expect(counts.ready + counts.withErrors).toBe(rows.length);
      expect(counts.kinds.reduce((sum, { count }) => sum + count, 0)).toBe(issues.length);
      const kept = counts.kinds.flatMap(({ first }) => first);
      expect(new Set(kept.map((issue) => JSON.stringify(issue)))).toEqual(
        new Set(issues.map((issue) => JSON.stringify(issue))),
      );
    }),
  );
});

test("the first of each kind are kept in full, the rest is counted", () => {
  const { counts } = checkedRows(Array.from({ length: 3000 }, () => ["x", "ABCD", ""]));
  expect(counts.withErrors).toBe(3000);
  expect(counts.kinds.map(({ label, count, first }) => [label, count, first.length])).toEqual([
    ["CODE: too long", 3000, 100],
    ["LIMIT: not a number", 3000, 100],
  ]);
});
