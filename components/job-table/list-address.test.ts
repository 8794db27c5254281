import { expect, test } from "vitest";
import { addressOf, filtersOf, isNarrowed, shownAt } from "./list-address";

const at = (query: string) => shownAt(new URLSearchParams(query));

test("an address says what is shown, and what is shown has that address", () => {
  const query =
    "show=failed&cursor=41&connection=7&status=stopped&from=2026-11-01&to=2026-11-03&search=receipts";
  const shown = at(query);
  expect(shownAt(new URLSearchParams(addressOf(shown).split("?")[1]))).toEqual(shown);
  expect(addressOf(at(""))).toBe("/jobs");
});

test("what an address says that is not known is left out", () => {
  const shown = at("show=everything&status=asleep&from=yesterday&to=2026-13&search=%20%20&color=red");
  expect(shown).toEqual({ show: "all" });
  expect(isNarrowed(shown)).toBe(false);
});

test("a day is the whole day where the operator is", () => {
  const { from, before } = filtersOf(at("from=2026-11-03&to=2026-11-03"));
  expect(from).toBe(new Date(2026, 10, 3).toISOString());
  expect(before).toBe(new Date(2026, 10, 4).toISOString());
});
