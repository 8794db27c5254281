import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { listedTests, playwrightCounts, vitestCounts } from "./counts.mjs";

const folder = mkdtempSync(join(tmpdir(), "hubload-counts-"));

afterAll(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
  const file = join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const vitest = (numPassedTests: number, numTotalTests: number, testResults: object[] = []) =>
  report({ numPassedTests, numTotalTests, testResults });

describe("counting tests", () => {
  it("counts what passed and what failed", () => {
    expect(vitestCounts(vitest(7, 9), false)).toEqual({ passed: 7, failed: 2 });
    const stats = { expected: 8, unexpected: 1, flaky: 0, skipped: 0 };
    expect(playwrightCounts(report({ stats }), false)).toEqual({ passed: 8, failed: 1 });
  });

  it("counts a skipped test as failed", () => {
    expect(vitestCounts(vitest(7, 8), true)).toEqual({ passed: 7, failed: 1 });
    const stats = { expected: 8, unexpected: 0, flaky: 0, skipped: 2 };
    expect(playwrightCounts(report({ stats }), true)).toEqual({ passed: 8, failed: 2 });
  });

  it("counts a test file that does not load as one failure", () => {
    expect(vitestCounts(vitest(7, 7, [{ status: "failed", assertionResults: [] }]), false)).toEqual({
      passed: 7,
      failed: 1,
    });
  });

  it("counts a run that ended badly, found no test or left no report as one failure", () => {
    expect(vitestCounts(vitest(7, 7), false)).toEqual({ passed: 7, failed: 1 });
    expect(vitestCounts(vitest(0, 0), true)).toEqual({ passed: 0, failed: 1 });
    expect(vitestCounts(join(folder, "missing.json"), true)).toEqual({ passed: 0, failed: 1 });
  });

  it("counts listed journeys in files and groups", () => {
    const spec = { tests: [{}] };
    const suites = [{ specs: [spec, spec], suites: [{ specs: [spec] }] }, { specs: [spec] }];
    expect(listedTests(JSON.stringify({ suites }))).toBe(4);
    expect(listedTests("no JSON")).toBe(0);
  });
});
