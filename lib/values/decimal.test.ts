import fc from "fast-check";
import { expect, test } from "vitest";
import { addDecimals, areEqualDecimals, formatDecimal, parseDecimal } from "./decimal";

const scaled = fc.record({
  digits: fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
  scale: fc.nat({ max: 12 }),
});

test("a decimal comes back from its text to the last digit, whatever its size", () => {
  fc.assert(
    fc.property(scaled, (decimal) => {
      expect(parseDecimal(formatDecimal(decimal))).toEqual(decimal);
    }),
  );
  expect(formatDecimal({ digits: -5n, scale: 2 })).toBe("-0.05");
});

test("sums are those of whole numbers of the smallest part, and order does not matter", () => {
  const sum = (all: { digits: bigint; scale: number }[]) => all.reduce(addDecimals, { digits: 0n, scale: 0 });
  fc.assert(
    fc.property(fc.array(scaled), (all) => {
      const oracle = all.reduce((total, { digits, scale }) => total + digits * 10n ** BigInt(12 - scale), 0n);
      expect(areEqualDecimals(sum(all), { digits: oracle, scale: 12 })).toBe(true);
      expect(areEqualDecimals(sum(all), sum(all.toReversed()))).toBe(true);
    }),
  );
});

test("0.1 and 0.2 are 0.3, and text that is no plain number is none", () => {
  const parts = ["0.1", "0.2"].map((text) => parseDecimal(text) ?? { digits: 9n, scale: 0 });
  expect(formatDecimal(parts.reduce(addDecimals))).toBe("0.3");
  for (const text of ["", "1,5", "1e3", ".5", "5.", "+1", " 1", "--1"]) expect(parseDecimal(text)).toBeNull();
});
