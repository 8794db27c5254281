import fc from "fast-check";
import { expect, test } from "vitest";
import type { Mapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import { CheckSummary } from "./check-summary";
import { type CheckedRow, createRowCheck } from "./row-check";

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
const check = createRowCheck(mapping, fields, 3);
const row = (fileRow: number, cells: string[], flaws: CheckedRow["flaws"] = []): CheckedRow => ({
  fileRow,
  cells,
  flaws,
});
const found = (checked: CheckedRow) =>
  check(checked).map(({ fileRow, field: path, column, code }) => [fileRow, path, column, code]);

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
  expect(check(row(3, ["x", ""]))[0]?.message).toBe(
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
  const checked = createRowCheck(constant, fields, 1);
  expect(checked(row(9, ["a"]))).toMatchObject([
    { fileRow: 9, field: "limit", column: null, code: "number" },
  ]);
});

test("every row is in exactly one of ready and with errors, and every issue is counted", () => {
  const cell = fc.constantFrom("", "1", "ABCD", "x", "A");
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 })), (rows) => {
      const summary = new CheckSummary(fields);
      const all = rows.map((cells, index) => row(index + 2, cells));
      for (const one of all) summary.add(one, check(one));
      const result = summary.result();
      const issues = all.flatMap((one) => check(one));
      expect(result.rows).toBe(rows.length);
      expect(result.ready + result.withErrors).toBe(rows.length);
      expect(result.kinds.reduce((sum, { count }) => sum + count, 0)).toBe(issues.length);
      expect(result.issueRows.flatMap((kept) => kept.issues)).toEqual(issues);
      expect(result.issueRows.map(({ index, fileRow }) => fileRow - index)).toEqual(
        result.issueRows.map(() => 2),
      );
    }),
  );
});

test("the first of each kind and the first rows are kept in full, the rest is counted", () => {
  const summary = new CheckSummary(fields);
  for (let fileRow = 2; fileRow < 3002; fileRow += 1) {
    const one = row(fileRow, ["x", "ABCD", ""]);
    summary.add(one, check(one));
  }
  const { kinds, issueRows, withErrors } = summary.result();
  expect(withErrors).toBe(3000);
  expect(issueRows).toHaveLength(1000);
  expect(kinds.map(({ label, count, first }) => [label, count, first.length])).toEqual([
    ["CODE: too long", 3000, 100],
    ["LIMIT: not a number", 3000, 100],
  ]);
});
