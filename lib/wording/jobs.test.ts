import { expect, test } from "vitest";
import type { RowCounts } from "../api-contract/jobs";
import { jobStatuses, outcomes } from "../api-contract/status";
import {
  type JobFacts,
  jobName,
  jobStatusWords,
  outcomeMeaning,
  outcomeWords,
  placesOf,
  recordsWithSystem,
  shownStatus,
} from "./jobs";
import { outcomeSentence } from "./outcome-sentence";

const none: RowCounts = {
  total: 0,
  succeeded: 0,
  failed: 0,
  unknown: 0,
  notTried: 0,
  keptBack: 0,
  excluded: 0,
};

function job(status: JobFacts["status"], rows: Partial<RowCounts>, more: Partial<JobFacts> = {}): JobFacts {
  return {
    status,
    rows: { ...none, ...rows },
    objectName: "customers",
    connectionName: "Sage 200 UK",
    connectorName: "Sage 200",
    ...more,
  };
}

const sentences: [JobFacts, string, string][] = [
  [
    job("completed", { total: 10, succeeded: 10 }, { objectName: "contact", connectionName: "Eloqua" }),
    "Done",
    "10 of 10 contacts created in Eloqua.",
  ],
  [
    job("completed", { total: 1, succeeded: 1, keptBack: 11, excluded: 2 }),
    "Done, 11 kept back",
    "1 of 1 customer created in Sage 200 UK. 11 rows kept back, 2 excluded.",
  ],
  [
    job("completed_with_failures", { total: 50, succeeded: 47, failed: 3 }),
    "Done, 3 failed",
    "47 of 50 customers created in Sage 200 UK. 3 failed.",
  ],
  [
    job("completed_with_failures", { total: 50, succeeded: 40, failed: 3, unknown: 7 }),
    "Done, 10 open",
    "40 of 50 customers created in Sage 200 UK. 3 failed, 7 not confirmed.",
  ],
  [
    job("completed_with_failures", { total: 50, unknown: 50 }),
    "Done, 50 not confirmed",
    "0 of 50 customers created in Sage 200 UK. 50 not confirmed.",
  ],
  [
    job("needs_decision", { total: 300, unknown: 300 }),
    "Needs a decision",
    "300 customers may or may not be in Sage 200 UK. Nothing more is sent until you decide.",
  ],
  [
    job("needs_decision", { total: 1000, succeeded: 695, failed: 5 }),
    "Needs a decision",
    "695 of 1,000 customers created in Sage 200 UK. 5 failed. 300 may or may not be there. Nothing more is sent until you decide.",
  ],
  [
    job("stopped", { total: 1000, succeeded: 120, failed: 20, notTried: 860 }),
    "Stopped",
    "120 of 1,000 customers created in Sage 200 UK. 20 failed, 860 not tried. Stopped before the end.",
  ],
  [
    job("rejected", { total: 50, notTried: 50 }),
    "Refused",
    "No customers were created in Sage 200 UK: the file was refused.",
  ],
  [
    job("rejected", { total: 50, succeeded: 10, notTried: 40 }),
    "Refused",
    "10 of 50 customers created in Sage 200 UK. 40 not tried. The rest was refused.",
  ],
  [
    job("cancelled", { total: 50, succeeded: 10, notTried: 40 }),
    "Cancelled",
    "10 of 50 customers created in Sage 200 UK. 40 not tried. Cancelled.",
  ],
  [job("queued", { total: 1 }), "Waiting", "1 customer waits to be sent to Sage 200 UK."],
  [job("sending", { total: 2000 }), "Sending", "Sending 2,000 customers to Sage 200 UK."],
  [job("running", { total: 2 }), "Running", "2 customers are with Sage 200 UK."],
  [
    job("running", { total: 50, succeeded: 12, failed: 3 }),
    "Running",
    "12 of 50 customers created in Sage 200 UK so far. 3 failed.",
  ],
  [
    job("paused", { total: 50, succeeded: 10 }),
    "Paused",
    "Paused. 10 of 50 customers created in Sage 200 UK so far.",
  ],
  [
    job("cancelling", { total: 50, succeeded: 10 }),
    "Stopping",
    "Stopping. What Sage 200 UK has begun may still be created. 10 of 50 customers created in Sage 200 UK so far.",
  ],
];
test.each(sentences)("$status $rows: status and sentence say what is where", (facts, status, sentence) => {
  expect(jobStatusWords(facts)).toBe(status);
  expect(outcomeSentence(facts)).toBe(sentence);
});

test("an import with rows kept back is not shown as plainly done", () => {
  expect(shownStatus(job("completed", { total: 1, succeeded: 1, keptBack: 2 }))).toBe(
    "completed_with_failures",
  );
  expect(shownStatus(job("completed", { total: 1, succeeded: 1, excluded: 2 }))).toBe("completed");
  expect(shownStatus(job("running", { total: 1, keptBack: 2 }))).toBe("running");
});

test("every status and every outcome has words", () => {
  for (const status of jobStatuses) {
    expect(jobStatusWords(job(status, { total: 5 }))).toMatch(/^[A-Z]/);
    expect(outcomeSentence(job(status, { total: 5 }))).toMatch(/^[A-Z0-9].*\.$/);
  }
  for (const outcome of outcomes) {
    expect(outcomeWords(outcome)).toMatch(/^[a-z ]+$/);
    for (const rows of [1, 48])
      expect(outcomeMeaning(outcome, { connectionName: "Sage 200" }, rows)).toMatch(/\.$/);
  }
});

test("open rows come with what to do about them, one row or several", () => {
  const place = { connectionName: "Sage 200" };
  expect(outcomeMeaning("failed", place, 1)).toBe(
    "Sage 200 refused the row and said why. Fix and send it again, or settle it without sending.",
  );
  expect(outcomeMeaning("kept_back", place, 48)).toBe(
    "The rows stayed here because of what the check found. They were not sent. Fix and send them, or settle them without sending.",
  );
  expect(outcomeMeaning("not_tried", place, 2)).toBe(
    "The rows were never sent to Sage 200. Send them, or settle them.",
  );
  expect(outcomeMeaning("unknown", place, 2)).toBe(
    "The rows may or may not be in Sage 200. Look there before sending them again.",
  );
});

test("a part is named by its records in what was sent, never as rows of the file", () => {
  expect(placesOf({ firstRow: 11, lastRow: 1010 })).toBe("11 to 1,010");
  expect(placesOf({ firstRow: 11, lastRow: 11 })).toBe("11");
});

test("an import has a number, and records without an outcome are with the system", () => {
  expect(jobName({ number: 1041 })).toBe("Import 1,041");
  expect(recordsWithSystem({ ...none, total: 10, succeeded: 3, failed: 2, unknown: 1, notTried: 1 })).toBe(3);
});

test("what nobody knows is neither green nor red: done, stopped or cancelled with rows that are only not confirmed", () => {
  for (const status of ["completed_with_failures", "stopped", "cancelled"] as const) {
    const doubtful = job(status, { total: 10, succeeded: 4, unknown: 6 });
    expect(shownStatus(doubtful)).toBe("unknown");
    expect(jobStatusWords(doubtful)).toContain("6 not confirmed");
    expect(shownStatus(job(status, { total: 10, succeeded: 4, unknown: 5, failed: 1 }))).toBe(status);
  }
});

test("what was stopped half-way and has rows that were not tried is stopped, and never done", () => {
  const aborted = job("stopped", { total: 10, succeeded: 4, notTried: 6 });
  expect(shownStatus(aborted)).toBe("stopped");
  expect(jobStatusWords(aborted)).toBe("Stopped");
});
