import { describe, expect, it } from "vitest";
import type { CheckResult, Issue, IssueRow } from "@/lib/checks/issue";
import { gridView, indexOfReady, mostLines, placeOf, stopsOf } from "./grid-view";

const issue = (fileRow: number, severity: Issue["severity"], field = "email"): Issue => ({
  fileRow,
  field,
  column: 0,
  code: severity === "error" ? "required" : "email",
  severity,
  message: "Empty.",
  expected: "A value",
});
const row = (index: number, severity: Issue["severity"]): IssueRow => ({
  fileRow: index + 2,
  index,
  cells: [""],
  issues: [issue(index + 2, severity)],
});
const result = (over: Partial<CheckResult> = {}): CheckResult => ({
  rows: 10,
  ready: 8,
  withErrors: 2,
  withWarnings: 1,
  broken: 0,
  excluded: 0,
  edited: 0,
  kinds: [],
  issueRows: [row(1, "error"), row(3, "warning"), row(4, "error")],
  ...over,
});

describe("what the grid shows", () => {
  it("shows every row of the file at All, at its own place", () => {
    const view = gridView(result(), "all", null);
    expect(view.lines).toBe(10);
    expect(view.lineAt(7)).toEqual({ kind: "file", index: 7 });
    expect(view.lineOf(row(4, "error"))).toBe(4);
  });

  it("leaves exactly the rows with errors out at Ready", () => {
    const view = gridView(result(), "ready", null);
    const shown = Array.from({ length: view.lines }, (_, line) => view.lineAt(line));
    expect(shown.map((line) => line.kind === "file" && line.index)).toEqual([0, 2, 3, 5, 6, 7, 8, 9]);
  });

  it("ends Ready at the last row it knows of when more rows have issues than are kept", () => {
    const view = gridView(result({ rows: 1000, ready: 500, withErrors: 500 }), "ready", null);
    expect(view.lines).toBe(3);
    expect(view.notShown).toBe(497);
  });

  it("says how many rows with errors are counted and not shown", () => {
    const view = gridView(result({ withErrors: 40 }), "errors", null);
    expect(view.lines).toBe(2);
    expect(view.notShown).toBe(38);
  });

  it("ends a file that no browser could draw whole, and finds what is wrong beyond that place", () => {
    const far = { ...row(4, "error"), index: 2_000_000 };
    const huge = result({ rows: 3_000_000, ready: 2_999_999, withErrors: 1, issueRows: [far] });
    const view = gridView(huge, "all", null);
    expect(view.lines).toBe(mostLines);
    expect(view.notShown).toBe(3_000_000 - mostLines);
    expect(view.lineOf(far)).toBeNull();
    expect(placeOf(huge, far)).toEqual({ tab: "errors", line: 0 });
  });

  it("shows only rows of the kind chosen, whatever the tab", () => {
    const view = gridView(result(), "ready", { code: "email", field: "email" });
    expect(view.lines).toBe(1);
    expect(view.lineOf(row(3, "warning"))).toBe(0);
    expect(view.lineOf(row(4, "error"))).toBeNull();
  });

  it("finds the n-th ready row however the errors lie", () => {
    for (const left of [[], [0], [0, 1, 2], [5], [1, 3, 5, 7], [9]]) {
      const ready = Array.from({ length: 12 }, (_, index) => index).filter((index) => !left.includes(index));
      ready.forEach((index, line) => {
        expect(indexOfReady(line, left)).toBe(index);
      });
    }
  });
});

describe("where F8 goes", () => {
  it("visits errors in the order of the file and passes warnings by", () => {
    expect(stopsOf(result(), null).map((stop) => stop.row.fileRow)).toEqual([3, 6]);
  });

  it("visits warnings when there are no errors", () => {
    expect(stopsOf(result({ issueRows: [row(3, "warning")] }), null)).toHaveLength(1);
  });

  it("visits only the kind chosen", () => {
    expect(stopsOf(result(), { code: "email", field: "email" }).map((stop) => stop.row.fileRow)).toEqual([5]);
  });
});
