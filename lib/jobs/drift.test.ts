import { describe, expect, test } from "vitest";
import type { Field } from "../api-contract/connections";
import { compareFields, hashFields, toSeen } from "./drift";

const field = (path: string, more: Partial<Field> = {}): Field => ({
  path,
  label: path,
  type: "string",
  required: false,
  readOnly: false,
  ...more,
});
const values = (...all: string[]) => all.map((value) => ({ value }));
const header = ["name", "status"];
const before = [field("name", { required: true }), field("status", { allowedValues: values("a", "b") })];
const drift = (after: Field[]) => compareFields(toSeen(before, header), toSeen(after, header), header);
const name = field("name", { required: true });
const status = field("status", { allowedValues: values("a", "b") });

describe("what blocks", () => {
  test.each<[string, Field[], RegExp]>([
    ["a new required field", [name, status, field("tax", { required: true })], /tax is required now/],
    ["a column's field that is gone", [name], /status is gone/],
    ["another type", [name, { ...status, type: "number" }], /was of type string and is of type number/],
    ["a field that is only read now", [name, { ...status, readOnly: true }], /no longer be written/],
    [
      "a value that is no longer taken",
      [name, { ...status, allowedValues: values("a") }],
      /no longer takes “b”/,
    ],
    [
      "a field that takes only certain values now",
      [{ ...name, allowedValues: values("x") }, status],
      /only certain/,
    ],
  ])("%s", (_name, after, words) => {
    expect(drift(after).blocks.join()).toMatch(words);
  });
});

test("a shorter field is said and does not block", () => {
  expect(drift([{ ...name, maxLength: 8 }, status])).toEqual({
    blocks: [],
    warns: ["The field name takes at most 8 characters now"],
  });
});

test.each<[string, Field[]]>([
  ["the same fields in another order", [status, name]],
  ["further fields that nobody has to fill", [name, status, field("note")]],
  ["further values", [name, { ...status, allowedValues: values("a", "b", "c") }]],
  ["no answer at all", []],
])("%s change nothing", (_name, after) => {
  expect(drift(after)).toEqual({ blocks: [], warns: [] });
});

test("the hash of fields does not depend on their order, and changes with any of them", () => {
  expect(hashFields([name, status])).toBe(hashFields([status, name]));
  expect(hashFields([name, status])).not.toBe(hashFields([{ ...name, maxLength: 8 }, status]));
});
