import { expect, test } from "vitest";
import { judgeSuggestions } from "./header-lists";

test("of headers of other products nine in ten that have a field find it, and one in fifty suggestions is wrong at most", () => {
  const { lists, mappable, right, suggested, wrong, faults } = judgeSuggestions();
  expect(lists).toBeGreaterThan(40);
  expect(right / mappable, faults.join("\n")).toBeGreaterThanOrEqual(0.9);
  expect(wrong / suggested, faults.join("\n")).toBeLessThanOrEqual(0.02);
});
