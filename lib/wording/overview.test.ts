import { expect, test } from "vitest";
import { failedWords, overviewSentence } from "./overview";

const counts = { all: 9, running: 0, needsYou: 0, failed: 0, open: 0 };

test("the first sentence says what is open and never that all is well while something is", () => {
  expect(overviewSentence(counts, 1_000)).toBe("Every row of every import is accounted for.");
  expect(overviewSentence({ ...counts, needsYou: 1, open: 2 }, 1_000)).toBe(
    "One import needs you. 2 imports have rows open.",
  );
  expect(overviewSentence({ ...counts, running: 1 }, 1_000)).toBe("One import is under way.");
  expect(overviewSentence({ ...counts, open: 1_000 }, 1_000)).toBe("1,000 imports or more have rows open.");
});

test("a share of failed rows is never said without their number, nor rounded to nothing", () => {
  expect(failedWords({ done: 10, failed: 0, unknown: 3 })).toBe("none");
  expect(failedWords({ done: 99_999, failed: 1, unknown: 0 })).toBe("1, under 0.1 %");
  expect(failedWords({ done: 90, failed: 5, unknown: 5 })).toBe("5, 5 %");
});
