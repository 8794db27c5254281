import { expect, test } from "vitest";
import { heightsOf, shortNumber, topOf } from "./chart-scale";

test("the scale ends at 1, 2 or 5 and zeros, never below the largest bar", () => {
  expect([0, 7, 10, 11, 90, 2_001, 5_000, 5_001].map(topOf)).toEqual([
    10, 10, 10, 20, 100, 5_000, 5_000, 10_000,
  ]);
});

test("one failed row among a million is seen", () => {
  const [done = 0, unknown, failed] = heightsOf([999_999, 0, 1], 1_000_000, 120);
  expect(done).toBeCloseTo(120);
  expect(unknown).toBe(0);
  expect(failed).toBe(2);
});

test("figures beside the chart are short", () => {
  expect([500, 2_500, 1_000_000].map(shortNumber)).toEqual(["500", "2.5k", "1m"]);
});
