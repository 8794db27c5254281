import { expect, test } from "vitest";
import { columnLabels } from "./columns";

test("labels are unique, whatever the names are", () => {
  const names = ["a", " a ", "", "a (2)", "a", "Column 3", "__proto__", "__proto__"];
  const labels = columnLabels(names);
  expect(labels).toEqual([
    ...["a", "a (2)", "Column 3", "a (2) (2)", "a (3)", "Column 3 (2)", "__proto__", "__proto__ (2)"],
  ]);
  expect(new Set(labels).size).toBe(names.length);
});

test("a name that stands over a hundred thousand columns is numbered in one go", () => {
  const labels = columnLabels(Array.from({ length: 100_000 }, () => "c"));
  expect(labels.at(-1)).toBe("c (100000)");
});
