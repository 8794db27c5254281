import { expect, test } from "vitest";
import { bytes, count } from "./counts";
import { objectWords } from "./objects";
import { duration, fullTime, time } from "./times";

const names = (name: string) => [objectWords(name).singular, objectWords(name).plural];

test("objects have plain names, also those nobody has heard of", () => {
  expect(names("paymentsReceipts")).toEqual(["receipt", "receipts"]);
  expect(names("contact")).toEqual(["contact", "contacts"]);
  expect(names("activities")).toEqual(["activity", "activities"]);
  expect(names("listsContacts")).toEqual(["lists contact", "lists contacts"]);
  expect(names("sop_orders")).toEqual(["sop order", "sop orders"]);
  expect(names("VATRates")).toEqual(["VAT rate", "VAT rates"]);
  expect(names("Opportunity")).toEqual(["opportunity", "opportunities"]);
  expect(names("addresses")).toEqual(["address", "addresses"]);
  expect(names("constructor")).toEqual(["constructor", "constructors"]);
});

test("an object's meaning follows the connector where two mean different things", () => {
  expect(objectWords("paymentsReceipts").meaning).toBe("money received from a customer");
  expect(objectWords("payments", "sage200").meaning).toBe("money paid to a customer");
  expect(objectWords("payments", "freshbooks").meaning).toBeNull();
});

test("counts carry their word and a separator for thousands", () => {
  expect(count(1, "row")).toBe("1 row");
  expect(count(0, "row")).toBe("0 rows");
  expect(count(1_234_567, objectWords("taxes"))).toBe("1,234,567 taxes");
  expect(count(987, "customer")).toBe("987 customers");
});

test("sizes are in the unit a person would use", () => {
  expect(
    [0, 1, 999, 1000, 12_400_000, 999_499, 999_500, 123_456_789, 6_000_000_000].map((size) => bytes(size)),
  ).toEqual(["0 bytes", "1 byte", "999 bytes", "1 KB", "12.4 MB", "999 KB", "1 MB", "123 MB", "6 GB"]);
});

const london = { timeZone: "Europe/London" };
const now = new Date("2026-10-31T15:00:00Z");

test("a time of today is a time; another day has its date, another year its year", () => {
  expect(time("2026-10-31T11:05:09Z", now, london)).toBe("11:05");
  expect(time("2026-10-29T00:05:00Z", now, london)).toBe("29 Oct, 00:05");
  expect(time("2025-10-29T09:05:00Z", now, london)).toBe("29 Oct 2025, 09:05");
  expect(time("2026-10-30T23:30:00Z", now, { timeZone: "Asia/Tokyo" })).toBe("31 Oct, 08:30");
});

test("the whole time names its zone", () => {
  expect(fullTime("2026-10-29T11:05:09Z", london)).toMatch(/^Thursday,? 29 October 2026 at 11:05:09 GMT$/);
});

test("a duration is its two largest parts", () => {
  const [s, min, h, d] = [1000, 60_000, 3_600_000, 86_400_000];
  expect([0, 42 * s, 3 * min + 5 * s, 2 * min, h + 12 * min + 4 * s, 2 * d + 3 * h, d].map(duration)).toEqual(
    ["under 1 s", "42 s", "3 min 5 s", "2 min", "1 h 12 min", "2 d 3 h", "1 d"],
  );
});
