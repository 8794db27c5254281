import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BulkError } from "../open-connectors/bulk-jobs";
import { type Ending, equalFailure, judge } from "./outcomes";

const error = (rowNum: number | null, reason = "no e-mail"): BulkError => ({
  rowNum,
  reason,
  response: null,
  raw: {},
});
const ending = (more: Partial<Ending>): Ending => ({
  endedAs: "completed",
  records: 10,
  total: 10,
  failed: 0,
  errors: [],
  isWhole: true,
  knownBase: null,
  leavesFailedOut: false,
  ...more,
});
const rows = (failures: Map<number, unknown>) => [...failures.keys()].sort((a, b) => a - b);

describe("a job that ran to its end", () => {
  test("as many errors listed as counted: those failed, the others succeeded", () => {
    const verdict = judge(ending({ failed: 2, errors: [error(3), error(10)] }));
    expect(rows(verdict.failures)).toEqual([3, 10]);
    expect(verdict).toMatchObject({ others: "succeeded", base: 1, baseProved: false, doubts: [] });
  });

  test("all rows counted, and no count of failed ones: the list decides", () => {
    expect(judge(ending({ failed: null, errors: [error(1)] }))).toMatchObject({ others: "succeeded" });
    expect(judge(ending({ failed: null }))).toMatchObject({ others: "succeeded" });
  });

  test("a total that is known to leave the failed rows out agrees as well", () => {
    const verdict = judge(
      ending({ total: 8, failed: 2, errors: [error(3), error(10)], leavesFailedOut: true }),
    );
    expect(verdict).toMatchObject({ others: "succeeded", doubts: [] });
  });

  test.each<[string, Partial<Ending>]>([
    ["more counted than listed", { failed: 3, errors: [error(3)] }],
    ["fewer counted than listed", { failed: 0, errors: [error(3)] }],
    ["one row listed twice for two counted", { failed: 2, errors: [error(3), error(3, "other")] }],
    ["an error that names no row", { failed: 2, errors: [error(3), error(null)] }],
    [
      "a total short by the failed rows, which may leave them out or others",
      { total: 9, failed: 1, errors: [error(3)] },
    ],
    ["fewer rows than were sent", { total: 8, failed: 1, errors: [error(3)] }],
    ["more rows than were sent", { total: 11, failed: 1, errors: [error(3)] }],
    ["no count at all", { failed: null, total: null, errors: [error(3)] }],
    ["no count, and a list not read to its end", { failed: null, errors: [error(3)], isWhole: false }],
  ])("%s: the listed failed, no row is called succeeded, and it says why", (_name, more) => {
    const verdict = judge(ending(more));
    expect(rows(verdict.failures)).toEqual([3]);
    expect(verdict.others).toBe("unknown");
    expect(verdict.doubts.length).toBeGreaterThan(0);
  });

  test("two errors of one row are one failed row with both reasons", () => {
    const { failures } = judge(ending({ failed: 1, errors: [error(3, "a"), error(3, "b"), error(3, "a")] }));
    expect(failures.get(3)?.reason).toBe("a\nb");
  });
});

test.each(["errored", "aborted", "cancelled"] as const)(
  "%s: the listed failed, every other row is unknown",
  (endedAs) => {
    const verdict = judge(ending({ endedAs, total: 4, failed: 1, errors: [error(2)] }));
    expect(rows(verdict.failures)).toEqual([2]);
    expect(verdict.others).toBe("unknown");
  },
);

describe("row numbers", () => {
  const failedRows = (numbers: number[], knownBase: Ending["knownBase"] = null) =>
    judge(ending({ failed: numbers.length, errors: numbers.map((row) => error(row)), knownBase }));

  test.each<[string, number[], number[], number, boolean]>([
    ["1 to 10 are taken as counted from 1", [1, 10], [1, 10], 1, false],
    ["a 0 and no 10 prove counting from 0", [0, 9], [1, 10], 0, true],
    ["an 11 and no 1 prove that the header is counted", [2, 11], [1, 10], 2, true],
  ])("%s", (_name, numbers, records, base, proved) => {
    const verdict = failedRows(numbers);
    expect(rows(verdict.failures)).toEqual(records);
    expect(verdict).toMatchObject({ base, baseProved: proved, others: "succeeded" });
  });

  test.each([[[0, 10]], [[1, 11]], [[0, 11]], [[12]], [[-1]], [[1.5]]])(
    "%j fit nothing: every row is unknown, every error is kept",
    (numbers) => {
      const verdict = failedRows(numbers);
      expect(verdict.failures.size).toBe(0);
      expect(verdict.others).toBe("unknown");
      expect(verdict.unmatched.map(({ rowNum }) => rowNum)).toEqual(numbers);
    },
  );

  test("what was proved earlier for the connection counts, and what contradicts it is unknown", () => {
    expect(rows(failedRows([1, 9], 0).failures)).toEqual([2, 10]);
    expect(failedRows([10], 0)).toMatchObject({ others: "unknown", base: null });
  });

  test("a failed row is never outside the batch, and every error is a failure or kept", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: -2, max: 14 })), { maxLength: 15 }), (numbers) => {
        const verdict = judge(ending({ failed: numbers.length, errors: numbers.map((row) => error(row)) }));
        for (const record of verdict.failures.keys()) expect(record >= 1 && record <= 10).toBe(true);
        const named = new Set(numbers.filter((row) => row !== null)).size;
        const kept =
          verdict.failures.size === 0
            ? verdict.unmatched.length === numbers.length
            : verdict.failures.size === named;
        expect(kept).toBe(true);
      }),
    );
  });
});

describe("equalFailure", () => {
  const all = (reasons: string[]) =>
    judge(
      ending({
        records: reasons.length,
        total: reasons.length,
        failed: reasons.length,
        errors: reasons.map((reason, at) => error(at + 1, reason)),
      }),
    );

  test("all rows with one reason, the row's own values aside", () => {
    const verdict = all(['Bank "A1" unknown (row 1)', 'Bank "B7" unknown (row 22)']);
    expect(equalFailure(verdict, 2)).toBe('Bank "A1" unknown (row 1)');
  });

  test("two reasons, or one row that succeeded, are no reason to stop", () => {
    expect(equalFailure(all(["too long", "not a date"]), 2)).toBeNull();
    expect(equalFailure(all(["too long", "too long"]), 3)).toBeNull();
  });
});
