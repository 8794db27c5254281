import { expect, test } from "vitest";
import { differencesOf } from "./compare";

const isSame = (sent: string, there: string | null) =>
  differencesOf({ a: sent }, { a: there }, ["a"]).length === 0;

test.each([
  ["Acme", "Acme"],
  ["Acme ", "Acme"],
  ["10.00", "10"],
  ["-0.50", "-0.5"],
  ["2026-03-01", "2026-03-01T00:00:00Z"],
  ["2026-03-01", "2026-03-01 00:00:00"],
  ["TRUE", "true"],
  ["e\u0301", "\u00e9"],
  ["", "whatever was there"],
  ["", null],
])("%j is what %j says", (sent, there) => {
  expect(isSame(sent, there)).toBe(true);
});

test.each([
  ["Acme", "ACME"],
  ["007", "7"],
  ["10", "11"],
  ["2026-03-01", "2026-03-01T10:00:00Z"],
  ["2026-03-01", "2026-03-02"],
  ["Acme", null],
  ["12345678901234567", "12345678901234568"],
])("%j is not what %j says", (sent, there) => {
  expect(differencesOf({ a: sent }, { a: there }, ["a"])).toEqual([{ field: "a", sent, there }]);
});
