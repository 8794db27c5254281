import { expect, test } from "vitest";
import { partWas } from "./words";

test.each([
  [1, 1, 1, "the only row was"],
  [1, 12, 1, "all 12 rows were"],
  [11, 1_010, 3, "part 2 of 3 (1,000 rows) was"],
])("rows %i to %i of %i parts: %s", (first_row, last_row, parts, words) => {
  expect(partWas({ index: 1, first_row, last_row }, parts)).toBe(words);
});
