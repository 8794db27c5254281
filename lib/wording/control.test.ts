import { describe, expect, test } from "vitest";
import type { Batch, Job } from "@/lib/api-contract/jobs";
import { consequence, holdTitle, rateWords, rowsLeft, spanWords } from "./control";

const part = (index: number, firstRow: number, lastRow: number, status: Batch["status"]): Batch => ({
  index,
  bulkJobId: null,
  status,
  upstreamStatus: null,
  firstRow,
  lastRow,
  processed: null,
  message: null,
  startedAt: null,
  endedAt: null,
  troubleSince: null,
  failed: 0,
  unknown: 0,
});
const jobOf = (hold: NonNullable<Job["hold"]>["kind"] | null, ...batches: Batch[]) => ({
  batches,
  connectionName: "Sage 200 UK",
  connectorName: "Sage 200",
  objectName: "customers",
  rows: { total: 1_000, succeeded: 0, failed: 0, unknown: 0, notTried: 0, keptBack: 0, excluded: 0 },
  hold: hold && {
    number: 1,
    kind: hold,
    since: "2026-11-02T16:41:00.000Z",
    by: hold === "paused" ? "Ben" : null,
  },
});
const running = jobOf(
  null,
  part(0, 1, 10, "completed"),
  part(1, 11, 1_010, "running"),
  part(2, 1_011, 1_500, "planned"),
);

test.each([
  [10_000, 20_000, "under a minute"],
  [100_000, 110_000, "about 1 to 2 minutes"],
  [181_000, 300_000, "about 3 to 5 minutes"],
  [60_000, 60_000, "about 1 minute"],
  [3_600_000, 9_000_000, "about 1 to 3 hours"],
])("%i to %i ms is %s", (lowMs, highMs, words) => {
  expect(spanWords({ lowMs, highMs })).toBe(words);
});

describe("what will happen is said before it is done", () => {
  test("pause", () => {
    expect(rowsLeft(running)).toBe(490);
    expect(consequence("pause", running)).toBe(
      "Part 2 of 3 (1,000 rows) goes on to its end. 490 rows wait until somebody goes on.",
    );
  });

  test("cancel, by how far the part under way is", () => {
    expect(consequence("cancel", running)).toBe(
      "490 rows that were not sent are not tried. Part 2 of 3 (1,000 rows) is with Sage 200 UK. Open Connectors is asked to stop it; where it cannot, the part goes on to its end. What Sage 200 UK has created stays there.",
    );
    const started = jobOf(null, part(0, 1, 10, "started"), part(1, 11, 11, "planned"));
    expect(consequence("cancel", started)).toContain("is being handed over and cannot be called back.");
    expect(consequence("cancel", started)).toContain("1 row that was not sent is not tried.");
    const lost = jobOf(null, part(0, 1, 10, "unknown"), part(1, 11, 20, "planned"));
    expect(consequence("cancel", lost)).toContain("that question stays");
  });

  test("go on and drop, by why it is held", () => {
    const parts = [part(0, 1, 10, "completed"), part(1, 11, 1_000, "planned")] as const;
    expect(consequence("resume", jobOf("breaker", ...parts))).toContain("failed for the same reason");
    expect(consequence("resume", jobOf("part", ...parts))).toContain("may fail");
    expect(consequence("resume", jobOf("paused", ...parts))).toBe("Part 2 of 2 (990 rows) is sent next.");
    expect(consequence("drop", jobOf("breaker", ...parts))).toBe(
      "990 rows are not sent, now or later, and stay “not tried”. What is in Sage 200 UK stays there.",
    );
    expect(holdTitle(jobOf("first_part", ...parts))).toBe("The first 10 rows were sent. Go on?");
    expect(holdTitle(jobOf("paused", ...parts))).toBe("Paused by Ben");
    expect(holdTitle({ ...running, hold: jobOf("paused").hold })).toBe(
      "Pauses when the part under way has ended",
    );
  });
});

test("a rate has two figures: it is a measure", () => {
  expect([0.4, 1, 12.3, 1_234, 98_765].map(rateWords)).toEqual([
    "under a row a minute",
    "about 1 row a minute",
    "about 12 rows a minute",
    "about 1,200 rows a minute",
    "about 99,000 rows a minute",
  ]);
});
