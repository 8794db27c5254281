import { describe, expect, test } from "vitest";
import { type BatchStatus, batchStatuses } from "../api-contract/status";
import { everyEvent } from "./every-event";
import { type BatchEvent, type BatchState, step } from "./state-machine";

const events = everyEvent("7");
const nameOf = (event: BatchEvent) => (event.kind === "end" ? event.as : event.kind);

/** What becomes of each status by each event; what is not listed is impossible. */
const expected: Record<BatchStatus, Record<string, BatchStatus>> = {
  planned: { intend: "intended", refuse: "refused", drop: "dropped" },
  intended: {
    start: "started",
    accept: "running",
    not_sent: "planned",
    refuse: "refused",
    lose_sight: "unknown",
  },
  started: { accept: "running", not_sent: "planned", refuse: "refused", lose_sight: "unknown" },
  running: {
    hear: "running",
    lose_sight: "unknown",
    completed: "completed",
    errored: "errored",
    aborted: "aborted",
    cancelled: "cancelled",
  },
  unknown: { find: "running", ask: "needs_decision" },
  needs_decision: { find: "running", send_again: "planned", decide: "decided" },
  completed: {},
  errored: {},
  aborted: {},
  cancelled: {},
  refused: {},
  dropped: {},
  decided: {},
};

describe("step", () => {
  const cases = batchStatuses.flatMap((status) =>
    events.map(
      (event) => [status, nameOf(event), expected[status][nameOf(event)] ?? "impossible", event] as const,
    ),
  );

  test.each(cases)("%s + %s = %s", (status, _name, result, event) => {
    const next = step({ status, bulkJobId: null, upstreamStatus: null }, event);
    expect(next === "impossible" ? next : next.status).toBe(result);
  });

  test("what has ended stays as it ended, whatever comes", () => {
    for (const status of [
      "completed",
      "errored",
      "aborted",
      "cancelled",
      "refused",
      "dropped",
      "decided",
    ] as const)
      for (const event of events)
        expect(step({ status, bulkJobId: "1", upstreamStatus: "X" }, event)).toBe("impossible");
  });

  test("only a planned batch can be intended, so only a person or a proof of not sent brings a second attempt", () => {
    for (const status of batchStatuses)
      if (status !== "planned")
        expect(step({ status, bulkJobId: null, upstreamStatus: null }, { kind: "intend" })).toBe(
          "impossible",
        );
    for (const status of batchStatuses) {
      const back = events.filter((event) => {
        const next = step({ status, bulkJobId: null, upstreamStatus: null }, event);
        return next !== "impossible" && next.status === "planned";
      });
      expect(back.map(nameOf).filter((name) => name !== "not_sent" && name !== "send_again")).toEqual([]);
    }
  });

  test("what needs a decision is left by a person, or by proof that it arrived, and by nothing else", () => {
    const ways = events.filter((event) => {
      const next = step({ status: "needs_decision", bulkJobId: null, upstreamStatus: null }, event);
      return next !== "impossible";
    });
    expect(ways.map(nameOf)).toEqual(["find", "send_again", "decide"]);
  });

  test("the upstream's word is kept verbatim, and a missing word does not erase the last one", () => {
    const running: BatchState = { status: "running", bulkJobId: "7", upstreamStatus: "Running " };
    expect(step(running, { kind: "hear", upstreamStatus: null })).toEqual(running);
    expect(step(running, { kind: "hear", upstreamStatus: "quite new" })).toEqual({
      ...running,
      upstreamStatus: "quite new",
    });
  });
});
