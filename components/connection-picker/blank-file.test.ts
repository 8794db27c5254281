import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import type { Field } from "@/lib/api-contract/connections";
import { blankFile } from "./blank-file";

const field = (path: string, more: Partial<Field> = {}): Field => ({
  ...{ path, label: path, type: "string", required: false, readOnly: false },
  ...more,
});

test("has every field that can be written, required first, and one row that they take", () => {
  const csv = blankFile([
    field("id", { readOnly: true }),
    field("note, long", { label: 'a "note"' }),
    field("email", { required: true }),
    field("due", { type: "date", mask: "yyyy-MM-dd'T'HH:mm:ssXXX" }),
    field("code", { label: "Customer code", maxLength: 4 }),
    field("kind", { allowedValues: [{ value: "Cash" }, { value: "Check" }] }),
    field("total", { type: "number", required: true }),
  ]);
  expect(parse(csv)).toEqual([
    ["email", "total", "note, long", "due", "code", "kind"],
    ["name@example.com", "12.50", 'Example a "note"', "2026-01-31T09:30:00+00:00", "Exam", "Cash"],
  ]);
  expect(csv.endsWith("\n")).toBe(true);
});
