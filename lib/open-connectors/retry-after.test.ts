import { expect, test } from "vitest";
import { parseRetryAfter } from "./retry-after";

const now = "Sat, 21 Nov 2026 10:00:00 GMT";

test.each<[string | null, string | null, number | undefined]>([
  [null, now, undefined],
  ["0", now, 0],
  ["7", null, 7_000],
  [" 120 ", null, 120_000],
  ["86400", null, 3_600_000],
  ["99999999999999999999", null, 3_600_000],
  ["Sat, 21 Nov 2026 10:02:00 GMT", now, 120_000],
  ["Sat, 21 Nov 2026 09:00:00 GMT", now, 0],
  ["Mon, 21 Nov 2033 10:00:00 GMT", now, 3_600_000],
  ["-5", now, undefined],
  ["soon", now, undefined],
  ["", now, undefined],
])("Retry-After %j at %j is %s ms", (value, date, expected) => {
  expect(parseRetryAfter(value, date)).toBe(expected);
});

test("a date is read against our clock when the upstream gives none", () => {
  const until = new Date(Date.now() + 60_000).toUTCString();
  expect(parseRetryAfter(until, null)).toBeGreaterThan(55_000);
  expect(parseRetryAfter(until, null)).toBeLessThanOrEqual(60_000);
});
