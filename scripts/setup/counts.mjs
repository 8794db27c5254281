import { readFileSync } from "node:fs";

/**
 * @typedef {{ passed: number, failed: number }} Counts
 * A test that was skipped has not shown anything, so it counts as failed.
 */

/**
 * What vitest's JSON report says. A file that could not be loaded counts as one failure.
 * @param {string} file
 * @param {boolean} ok whether vitest ended well
 * @returns {Counts}
 */
export function vitestCounts(file, ok) {
  const report = read(file);
  if (!report) return { passed: 0, failed: 1 };
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  const passed = report.numPassedTests;
  return settle(passed, report.numTotalTests - passed + broken.length, ok);
}

/**
 * What Playwright's JSON report says.
 * @param {string} file
 * @param {boolean} ok whether Playwright ended well
 * @returns {Counts}
 */
export function playwrightCounts(file, ok) {
  const report = read(file);
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return settle(expected, unexpected + flaky + skipped, ok);
}

/**
 * How many tests `playwright test --list --reporter=json` names.
 * @param {string} output
 */
export function listedTests(output) {
  const count = (suite) =>
    (suite.specs ?? []).reduce((sum, spec) => sum + spec.tests.length, 0) +
    (suite.suites ?? []).reduce((sum, inner) => sum + count(inner), 0);
  try {
    return count(JSON.parse(output));
  } catch {
    return 0;
  }
}

/** A run that failed without a failed test, or without any test, has failed once. */
function settle(passed, failed, ok) {
  return { passed, failed: failed === 0 && (!ok || passed === 0) ? 1 : failed };
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
