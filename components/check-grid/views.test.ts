import { expect, it } from "vitest";
import type { CheckCounts } from "@/lib/checks/issue";
import { linesOf, tabOf, walkNoun, walkOf } from "./views";

const kind = {
  ...({ code: "email", field: "email", severity: "warning" } as const),
  ...{ label: "E-mail: not an e-mail address", count: 7, first: [], fixAll: [] },
};
const counts = (more: Partial<CheckCounts> = {}): CheckCounts => ({
  ...{ rows: 100, ready: 90, withErrors: 8, withWarnings: 5, broken: 0, excluded: 2, edited: 3 },
  kinds: [kind],
  ...more,
});

it("counts the lines of every tab and kind as the check counted them, and leaves a search to be counted", () => {
  const lines = (["all", "ready", "errors", "warnings", "excluded", "edited"] as const).map((show) =>
    linesOf(counts(), { show }),
  );
  expect(lines).toEqual([100, 90, 8, 5, 2, 3]);
  expect(linesOf(counts(), { show: "kind", code: "email", field: "email" })).toBe(7);
  expect(linesOf(counts(), { show: "kind", code: "email", field: "gone" })).toBe(0);
  const find = { text: "a", columns: null, matchCase: false, wholeCell: false };
  expect(linesOf(counts(), { show: "matching", find })).toBeNull();
});

it("walks along errors, along warnings where there are no errors, and along what is shown where that is less", () => {
  expect(walkOf(counts(), { show: "all" })).toEqual({ show: "errors" });
  expect(walkOf(counts({ withErrors: 0 }), { show: "all" })).toEqual({ show: "warnings" });
  expect(walkOf(counts(), { show: "warnings" })).toEqual({ show: "warnings" });
  expect(walkOf(counts({ withErrors: 0, withWarnings: 0 }), { show: "ready" })).toBeNull();
  const one = { show: "kind", code: "email", field: "email" } as const;
  expect(walkOf(counts(), one)).toBe(one);
  expect(walkNoun(counts(), one)).toBe("warning");
});

it("knows which tab a view is, and that a kind is none", () => {
  expect(tabOf({ show: "excluded" })).toBe("excluded");
  expect(tabOf({ show: "kind", code: "email", field: "email" })).toBeNull();
});
