import { describe, expect, test } from "vitest";
import { partCount, partSizes, sizesFor } from "./parts";

describe("sizesFor", () => {
  test.each([
    [{}, { wholeUpTo: 100, sizes: [10, 1_000, 10_000] }],
    [{ askAfter: 10 }, { wholeUpTo: 10, sizes: [10, 1_000, 10_000] }],
    [{ askAfter: 1 }, { wholeUpTo: 1, sizes: [1, 10, 1_000, 10_000] }],
    [{ askAfter: 50 }, { wholeUpTo: 50, sizes: [50, 1_000, 10_000] }],
    [{ most: 500 }, { wholeUpTo: 100, sizes: [10, 500] }],
    [{ most: 5 }, { wholeUpTo: 5, sizes: [5] }],
    [{ most: 50_000 }, { wholeUpTo: 100, sizes: [10, 1_000, 10_000, 50_000] }],
    [
      { askAfter: 10, most: 300 },
      { wholeUpTo: 10, sizes: [10, 300] },
    ],
    [
      { askAfter: 10, most: 10 },
      { wholeUpTo: 10, sizes: [10] },
    ],
  ])("%j", (wish, sizes) => {
    expect(sizesFor(partSizes, wish)).toEqual(sizes);
  });
});

describe("partCount", () => {
  test.each([
    [0, 0],
    [1, 1],
    [100, 1],
    [101, 2],
    [1_010, 2],
    [1_011, 3],
    [11_010, 3],
    [11_011, 4],
    [200_000, 22],
  ])("%i records are %i parts", (records, parts) => {
    expect(partCount(records, partSizes)).toBe(parts);
  });
});
