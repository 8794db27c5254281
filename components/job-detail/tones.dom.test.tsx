import { describe, expect, test } from "vitest";
import type { RowCounts } from "@/lib/api-contract/jobs";
import { batchStatuses, hasEnded, type JobStatus, jobStatuses } from "@/lib/api-contract/status";
import { familyOf } from "@/lib/family";
import { type JobFacts, jobStatusWords, shownMember, shownPart, shownStatus } from "@/lib/wording/jobs";
import { stateTone } from "../ui/state-word";

const outcomes = ["succeeded", "failed", "unknown", "notTried", "keptBack", "excluded"] as const;

/** Every way in which rows may have ended: each outcome has rows or has none. */
const everyOutcome: RowCounts[] = Array.from({ length: 2 ** outcomes.length }, (_, bits) => {
  const has = (at: number) => ((bits >> at) & 1) * (at + 2);
  const [succeeded = 0, failed = 0, unknown = 0, notTried = 0, keptBack = 0, excluded = 0] = outcomes.map(
    (_, at) => has(at),
  );
  const total = succeeded + failed + unknown + notTried;
  return { total, succeeded, failed, unknown, notTried, keptBack, excluded };
});

const words = (rows: RowCounts) =>
  outcomes.flatMap((outcome) => (rows[outcome] > 0 ? [`${rows[outcome]} ${outcome}`] : [])).join(", ");
const createdAt = "2026-11-22T10:00:00.000Z";

/** The same import as the list, its page and a table of its family know it. */
function shownOf(status: JobStatus, rows: RowCounts) {
  const alone: JobFacts = {
    ...{ status, rows, objectName: "customers", connectionName: "Sage 200", connectorName: "Sage 200" },
  };
  const family = familyOf({ id: "j", number: 41, status, createdAt, rows, left: {} }, []);
  const [member] = family.imports;
  const job = { ...alone, id: "j", family };
  return {
    tones: [
      stateTone(shownStatus(alone)),
      stateTone(shownStatus(job)),
      ...(member ? [stateTone(shownMember(member))] : []),
    ],
    words: [jobStatusWords(alone), jobStatusWords(job)],
  };
}

describe.each(jobStatuses)("an import that is %s", (status) => {
  test.each(everyOutcome.map((rows) => [words(rows) || "no row", rows] as const))(
    "with %s is green only when nothing is open, and red only when that is known",
    (_, rows) => {
      const { tones, words } = shownOf(status, rows);
      const open = rows.failed + rows.unknown + rows.notTried + rows.keptBack;
      const isDone = status === "completed" || (status === "completed_with_failures" && open > 0);
      for (const tone of tones) {
        if (!hasEnded(status)) expect(["idle", "running", "unsure"]).toContain(tone);
        if (tone === "done") expect(open).toBe(0);
        if (tone === "done") expect(status).toMatch(/^completed/);
        if (hasEnded(status) && rows.unknown > 0 && rows.failed === 0) expect(tone).toBe("unsure");
        if (status.startsWith("completed") && rows.failed > 0) expect(tone).toBe("failed");
        if (isDone && open > 0) expect(["failed", "unsure"]).toContain(tone);
      }
      for (const said of words) {
        if (said === "Done") expect(open).toBe(0);
        if (hasEnded(status) && rows.unknown > 0 && rows.failed === 0)
          expect(said).not.toMatch(/^Done$|failed/);
      }
    },
  );
});

const counts = [0, 3];
const everyPart = batchStatuses.flatMap((status) =>
  counts.flatMap((failed) => counts.map((unknown) => ({ status, failed, unknown }))),
);

test.each(everyPart)(
  "a part that is $status with $failed failed and $unknown not confirmed is green only when all its rows are known to be done, and red only when that is known",
  (part) => {
    const { state, words } = shownPart(part);
    const tone = stateTone(state);
    const { status, failed, unknown } = part;
    if (tone === "done") expect([status, failed, unknown]).toEqual(["completed", 0, 0]);
    const isOver = ["completed", "errored", "aborted"].includes(status);
    if (isOver && failed === 0 && unknown > 0) expect([tone, words]).toEqual(["unsure", "3 not confirmed"]);
    if (status === "completed" && failed > 0) expect(tone).toBe("failed");
    if (words !== null && words !== "Done") expect(words).toMatch(/\d/);
  },
);
