import { expect, test } from "vitest";
import { openWords } from "./open-words";

const none = { total: 1000, succeeded: 1000, failed: 0, unknown: 0, notTried: 0, keptBack: 0, excluded: 0 };

test("nothing is said where nothing is open", () => {
  expect(openWords({ rows: { ...none, excluded: 2 }, status: "completed" }).words).toBe("");
});

test("open rows are named with their numbers, failed first and in red", () => {
  const open = openWords({
    rows: { ...none, total: 2009, failed: 1009, keptBack: 9 },
    status: "completed_with_failures",
  });
  expect(open).toEqual({ words: "1,009 failed, 9 kept back", tone: "failed" });
});

test("rows that may have arrived are told apart from rows that failed", () => {
  expect(openWords({ rows: { ...none, succeeded: 700, unknown: 300 }, status: "needs_decision" }).tone).toBe(
    "unsure",
  );
});

test("rows without an answer are not confirmed once somebody has to decide", () => {
  const rows = { ...none, succeeded: 700 };
  expect(openWords({ rows, status: "running" }).words).toBe("");
  expect(openWords({ rows, status: "needs_decision" }).words).toBe("300 not confirmed");
});

test("rows whose turn is yet to come are not called open", () => {
  const rows = { ...none, succeeded: 600, notTried: 400 };
  expect(openWords({ rows, status: "running" }).words).toBe("");
  expect(openWords({ rows, status: "stopped" }).words).toBe("400 not tried");
});
