import { expect, test } from "vitest";
import { parseDecimal } from "@/lib/values/decimal";
import { repeatsHeading, saysTotalOnly, totalsFault } from "./not-data";

function claimed(amount: string, sum: string, rows = 3) {
  const of = { sum: parseDecimal(sum) ?? { digits: 0n, scale: 0 }, rows, from: 0 };
  return { column: 0, label: "Amount", amount, all: of, group: of };
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

test("a row named a total is one where all of it comes to nothing, and says no more of the rows above than there are", () => {
  expect(totalsFault([claimed("0.00", "0")], true)?.code).toBe("totals_row");
  expect(totalsFault([claimed("0.00", "0")], false)).toBe(null);
  expect(totalsFault([claimed("9.5", "60.6000")], true)?.message).toContain("come to: 60.6.");
  expect(totalsFault([claimed("9.5", "0", 0)], true)?.message).toContain("no rows stand above it");
});

test("a total is told from a name that begins as one, and a heading said again in other letters is one", () => {
  for (const text of ["Total", "TOTAL:", "Summe EUR", "Total (3 items)", "Grand total 2026"])
    expect(saysTotalOnly(text)).toBe(true);
  for (const text of ["Total Energies SE", "Sum Insurance Ltd", "Gesamt Immobilien GmbH", "Totally"])
    expect(saysTotalOnly(text)).toBe(false);
  expect(repeatsHeading(["ID ", "name"], ["id", "Name"])).toBe(true);
  expect(repeatsHeading(["1", "name"], ["id", "Name"])).toBe(false);
});
