import { expect, test } from "vitest";
import { addSpans, spanOf } from "./measure";

test("nothing measured is no time, and no time left is said", () => {
  expect(spanOf(1_000, [])).toBeNull();
  expect(spanOf(1_000, [{ records: 0, ms: 500 }])).toBeNull();
  expect(addSpans([{ lowMs: 1, highMs: 2 }, null])).toBeNull();
});

test("a range from the fastest to the slowest part, with a margin", () => {
  const samples = [
    { records: 1_000, ms: 100_000 },
    { records: 2_000, ms: 400_000 },
  ];
  expect(spanOf(10_000, samples)).toEqual({ lowMs: 900_000, highMs: 2_500_000 });
});

test("a first part of ten records does not speak for ten thousand", () => {
  const samples = [
    { records: 10, ms: 5_000 },
    { records: 1_000, ms: 50_000 },
  ];
  expect(spanOf(10_000, samples)).toEqual({ lowMs: 450_000, highMs: 625_000 });
  expect(spanOf(10, samples.slice(0, 1))).toEqual({ lowMs: 4_500, highMs: 6_250 });
});

test("what goes before adds up", () => {
  expect(addSpans([])).toEqual({ lowMs: 0, highMs: 0 });
  expect(
    addSpans([
      { lowMs: 1, highMs: 2 },
      { lowMs: 10, highMs: 20 },
    ]),
  ).toEqual({ lowMs: 11, highMs: 22 });
});
