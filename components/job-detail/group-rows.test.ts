import { expect, test } from "vitest";
import type { JobRow } from "@/lib/api-contract/jobs";
import { fieldsOf, groupByReason, isNumeric } from "./group-rows";

const row = (number: number, reason: string | null, values: Record<string, string> = {}): JobRow => ({
  row: number,
  held: null,
  since: null,
  fileRows: [number + 1],
  outcome: "failed",
  reason,
  values,
});

test("rows that failed for one reason stand together, the largest group first", () => {
  const groups = groupByReason([row(1, "a"), row(2, "b"), row(3, "b")], "none");
  expect(groups.map((group) => [group.reason, group.rows.map((member) => member.row)])).toEqual([
    ["b", [2, 3]],
    ["a", [1]],
  ]);
});

test("reasons that differ only in a quoted value or a number are one reason, and each row keeps its own words", () => {
  const [group] = groupByReason(
    [row(1, `Customer "DUN033" was not found`), row(2, `Customer "VER001" was not found`)],
    "none",
  );
  expect(group).toMatchObject({ reason: "Customer … was not found", differs: true });
  expect(group?.rows.map((member) => member.reason)).toEqual([
    `Customer "DUN033" was not found`,
    `Customer "VER001" was not found`,
  ]);
});

test("codes and addresses of a row do not make it another reason", () => {
  const [group, ...others] = groupByReason(
    [
      row(1, "Reference RC-11241 of a@example.com is used."),
      row(2, "Reference RC-7 of b.c@example.org is used."),
    ],
    "none",
  );
  expect(group?.reason).toBe("Reference … of … is used.");
  expect(others).toEqual([]);
});

test("one exact reason is shown as it was said, numbers and all", () => {
  expect(groupByReason([row(1, "Line 3 is wrong"), row(2, "Line 3 is wrong")], "none")[0]).toMatchObject({
    reason: "Line 3 is wrong",
    differs: false,
  });
});

test("no row is lost, with a reason or without", () => {
  const rows = [row(1, null), row(2, "x 1"), row(3, null), row(4, "x 2")];
  expect(groupByReason(rows, "none").flatMap((group) => group.rows)).toHaveLength(4);
});

test("only fields with a value in one of the rows are columns, in the order of the file", () => {
  const fields = fieldsOf([row(1, "a", { name: "", email: "x" }), row(2, "a", { name: "N", fax: "" })]);
  expect(fields.map(({ field }) => field)).toEqual(["name", "email"]);
});

test("the field a reason speaks of stands first, also where no row has a value, and only in the rows whose reason it is", () => {
  const rows = [
    row(1, "tax_code: a value is required", { name: "Ann", "lines.tax_code": "" }),
    row(2, "The name is too long", { name: "Benedict", "lines.tax_code": "" }),
    row(3, "Try again", { name: "Cy", "lines.tax_code": "", note: "n" }),
  ];
  const fields = fieldsOf(rows);
  expect(fields.map(({ field, isBlamed }) => [field, rows.map(isBlamed)])).toEqual([
    ["name", [false, true, false]],
    ["lines.tax_code", [true, false, false]],
    ["note", [false, false, false]],
  ]);
});

test("a column is one of numbers only when every value in it is a number", () => {
  const rows = [
    row(1, "a", { limit: "1,234.50", code: "007", name: "12", empty: "" }),
    row(2, "a", { limit: "-3", code: "8", name: "Noor" }),
    row(3, "a", { limit: "" }),
  ];
  expect(["limit", "code", "name", "empty"].filter((field) => isNumeric(rows, field))).toEqual(["limit"]);
});
