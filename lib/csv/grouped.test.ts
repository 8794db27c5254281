import { expect, test } from "vitest";
import { grouped } from "./grouped";

test.each([0, 7, 999, 1000, 12_345, 999_999, 1_000_000, 9_980_000_123])(
  "%i is grouped as the platform does",
  (value) => {
    expect(grouped(value)).toBe(value.toLocaleString("en-GB"));
  },
);
