import { expect, test } from "vitest";
import { addSpans, rateOf, spanOf } from "./measure";

test("nothing measured is no time, and no time left is said", () => {
  expect(spanOf(1_000, [])).toBeNull();
  expect(spanOf(1_000, [{ records: 0, ms: 500 }])).toBeNull();
  expect(addSpans([{ lowMs: 1, highMs: 2 }, null])).toBeNull();
});

test("a range around the rate of the parts together", () => {
  const samples = [
    { records: 1_000, ms: 100_000 },
    { records: 3_000, ms: 500_000 },
  ];
  expect(spanOf(10_000, samples)).toEqual({ lowMs: 1_200_000, highMs: 1_950_000 });
});

test("a first part of ten records does not speak for ten thousand", () => {
  const samples = [
    { records: 10, ms: 5_000 },
    { records: 1_000, ms: 50_000 },
  ];
  expect(spanOf(10_000, samples)).toEqual({ lowMs: 400_000, highMs: 650_000 });
  expect(spanOf(10, samples.slice(0, 1))).toEqual({ lowMs: 4_000, highMs: 6_500 });
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

test("the range is as wide as the parts before differ", () => {
  const at = (ms: number) => ({ records: 100, ms });
  expect(spanOf(100, [at(1_000), at(1_000), at(1_000), at(5_000)])).toEqual({ lowMs: 1_000, highMs: 5_000 });
  expect(spanOf(100, [at(2_000), at(2_000), at(2_000), at(2_000)])).toEqual({ lowMs: 1_600, highMs: 2_600 });
});

test("a rate is records a minute, and nothing measured is none", () => {
  expect(rateOf([{ records: 0, ms: 100 }])).toBeNull();
  expect(
    rateOf([
      { records: 100, ms: 30_000 },
      { records: 100, ms: 90_000 },
    ]),
  ).toBe(100);
});
