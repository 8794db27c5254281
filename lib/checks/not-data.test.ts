import { expect, test } from "vitest";
import { parseDecimal } from "@/lib/values/decimal";
import { totalsFault } from "./not-data";

function claimed(amount: string, sum: string, rows = 3) {
  const of = { sum: parseDecimal(sum) ?? { digits: 0n, scale: 0 }, rows };
  return { label: "Amount", amount, all: of, group: of };
}

test("the third of numbered rows is no total of the rows above it, unless it is named one", () => {
  expect(totalsFault([claimed("3", "3")], false)).toBe(null);
  expect(totalsFault([claimed("3", "3")], true)?.code).toBe("totals_row");
});

test("an amount that is exactly the sum above it is a total, and so are two small ones side by side", () => {
  expect(totalsFault([claimed("12.50", "12.5")], false)?.code).toBe("totals_row");
  expect(totalsFault([claimed("-120", "-120")], false)?.code).toBe("totals_row");
  expect(totalsFault([claimed("7", "7"), claimed("9", "9")], false)?.code).toBe("totals_row");
  expect(totalsFault([claimed("12.50", "12.5"), claimed("4", "5")], false)).toBe(null);
});
