import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { CheckCounts, Issue } from "@/lib/checks/issue";
import { CheckProgress } from "./check-progress";

afterEach(cleanup);

const issue = (fileRow: number, message: string): Issue => ({
  ...{ fileRow, message, field: "reference", column: 0 },
  ...{ code: "max_length", severity: "error", expected: "At most 8 characters" },
});

const found: CheckCounts = {
  ...{ rows: 40_000, ready: 39_998, withErrors: 2, withWarnings: 0, broken: 0, excluded: 0, edited: 0 },
  kinds: [
    {
      ...{
        code: "max_length",
        field: "reference",
        severity: "error",
        label: "Reference: too long",
        count: 2,
      },
      first: [issue(7, "11 characters, 8 are allowed."), issue(31_000, "9 characters, 8 are allowed.")],
      fixAll: [],
    },
  ],
};

it("what is found stands there with row and reason while the pass still runs", () => {
  render(
    <CheckProgress
      doneBytes={4_000_000}
      totalBytes={100_000_000}
      rows={41_000}
      allRows={1_000_000}
      found={found}
    />,
  );
  expect(screen.getByRole("progressbar", { name: /Checking every row/ })).toBeTruthy();
  expect(screen.getByText("41,000 of 1,000,000")).toBeTruthy();
  expect(screen.getByText("2 with errors")).toBeTruthy();
  const kinds = screen.getByRole("complementary", { name: "Issues by kind" });
  expect(kinds.textContent).toContain("40,000 checked so far");
  expect(kinds.textContent).toContain("first at row 7");
  const rows = within(screen.getByRole("region", { name: "First issues" })).getAllByRole("row");
  expect(rows.map(({ textContent }) => textContent).slice(1)).toEqual([
    "7Reference: too long11 characters, 8 are allowed.At most 8 characters",
    "31,000Reference: too long9 characters, 8 are allowed.At most 8 characters",
  ]);
});

it("before anything is known nothing is claimed: no list, no issue", () => {
  render(<CheckProgress doneBytes={0} totalBytes={100} rows={0} allRows={10} found={null} />);
  expect(screen.queryByRole("region", { name: "First issues" })).toBeNull();
  expect(screen.getByText("0 with errors")).toBeTruthy();
});
