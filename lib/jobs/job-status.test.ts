import { describe, expect, test } from "vitest";
import {
  type BatchStatus,
  batchStatuses,
  type HoldKind,
  holdKinds,
  type JobStatus,
} from "../api-contract/status";
import { type BatchView, jobStatus, needsPerson, nextToSend, type Wishes } from "./job-status";

const view = (status: BatchStatus, more: Partial<BatchView> = {}): BatchView => ({
  status,
  upstreamStatus: null,
  failed: 0,
  otherRecords: status === "completed" ? "succeeded" : null,
  ...more,
});
const each = (...statuses: BatchStatus[]) => statuses.map((status) => view(status));
const wishes = (more: Partial<Wishes> = {}): Wishes => ({
  hold: null,
  isCancelled: false,
  isConnectionHeld: false,
  ...more,
});
const held = (hold: HoldKind) => wishes({ hold });
const cancelled = wishes({ isCancelled: true });
const noWay = wishes({ isConnectionHeld: true });

describe("jobStatus", () => {
  test.each<[BatchView[], Wishes, JobStatus]>([
    [each("planned", "planned"), wishes(), "queued"],
    [each("intended", "planned"), wishes(), "sending"],
    [each("started", "planned"), wishes(), "sending"],
    [each("unknown", "planned"), wishes(), "sending"],
    [each("running", "planned"), wishes(), "running"],
    [each("completed", "planned"), wishes(), "running"],
    [each("completed", "started"), wishes(), "sending"],
    [each("completed", "needs_decision", "planned"), wishes(), "needs_decision"],
    [[view("running", { upstreamStatus: "CANCELLATION_PENDING" })], wishes(), "cancelling"],
    [each("completed", "completed"), wishes(), "completed"],
    [[view("completed", { failed: 1 })], wishes(), "completed_with_failures"],
    [
      [view("completed", { otherRecords: "unknown" }), view("completed")],
      wishes(),
      "completed_with_failures",
    ],
    // Held: what is under way goes on, and what was not sent waits.
    [each("completed", "planned"), held("breaker"), "stopped"],
    [each("completed", "planned"), held("paused"), "paused"],
    [each("completed", "planned"), held("first_part"), "paused"],
    [each("planned"), held("paused"), "paused"],
    [each("running", "planned"), held("paused"), "running"],
    [each("started", "planned"), held("paused"), "sending"],
    [each("needs_decision", "planned"), held("paused"), "needs_decision"],
    [each("refused", "planned"), held("part"), "rejected"],
    [each("completed", "refused", "planned"), held("part"), "stopped"],
    [each("errored", "planned"), held("part"), "stopped"],
    [each("completed", "cancelled", "planned"), held("part"), "cancelled"],
    // The connection.
    [each("planned", "planned"), noWay, "paused"],
    [each("completed", "planned"), noWay, "paused"],
    [each("running", "planned"), noWay, "running"],
    [each("completed", "completed"), noWay, "completed"],
    // Decided by a person.
    [[view("decided", { otherRecords: "unknown" }), view("planned")], held("part"), "stopped"],
    [[view("decided", { otherRecords: "unknown" }), view("planned")], wishes(), "running"],
    [[view("completed"), view("decided", { otherRecords: "unknown" })], wishes(), "completed_with_failures"],
    [[view("decided", { otherRecords: "succeeded" }), view("planned")], wishes(), "running"],
    [[view("decided", { otherRecords: "succeeded" })], wishes(), "completed"],
    [[view("decided", { otherRecords: "unknown" }), view("dropped")], cancelled, "cancelled"],
    // Gone on with after an obstacle.
    [each("errored", "planned"), wishes(), "running"],
    [each("errored", "completed"), wishes(), "completed_with_failures"],
    [each("refused", "completed"), wishes(), "completed_with_failures"],
    [each("errored", "errored"), wishes(), "stopped"],
    [each("completed", "aborted"), wishes(), "stopped"],
    [each("refused"), wishes(), "rejected"],
    [each("cancelled"), wishes(), "cancelled"],
    // The rest dropped.
    [[view("completed", { failed: 10 }), view("dropped")], wishes(), "stopped"],
    [each("errored", "dropped"), wishes(), "stopped"],
    [each("refused", "dropped"), wishes(), "rejected"],
    // Cancelled by a person.
    [each("running", "dropped"), cancelled, "cancelling"],
    [each("unknown", "dropped"), cancelled, "cancelling"],
    [each("needs_decision", "dropped"), cancelled, "needs_decision"],
    [each("dropped", "dropped"), cancelled, "cancelled"],
    [each("completed", "dropped"), cancelled, "cancelled"],
    [each("cancelled", "dropped"), cancelled, "cancelled"],
    // The upstream did not heed it, and there was nothing else to keep back.
    [each("completed"), cancelled, "completed"],
  ])("%j with %j is %s", (batches, wanted, status) => {
    expect(jobStatus(batches, wanted)).toBe(status);
  });

  test("has an answer for every pair of parts, every hold and every wish", () => {
    for (const first of batchStatuses)
      for (const second of batchStatuses)
        for (const hold of [null, ...holdKinds])
          for (const isCancelled of [false, true])
            for (const isConnectionHeld of [false, true])
              expect(jobStatus(each(first, second), { hold, isCancelled, isConnectionHeld })).toMatch(
                /^[a-z_]+$/,
              );
  });
});

describe("needsPerson", () => {
  test("is what only a person brings on, and no job that goes on, has ended, or was refused as it is", () => {
    const needing = [
      needsPerson(each("needs_decision"), wishes()),
      needsPerson(each("completed", "planned"), held("paused")),
      needsPerson(each("completed", "planned"), held("first_part")),
      needsPerson(each("completed", "planned"), held("breaker")),
      needsPerson(each("errored", "planned"), held("part")),
      needsPerson(each("planned"), noWay),
    ];
    const others = [
      needsPerson(each("planned"), wishes()),
      needsPerson(each("running", "planned"), held("paused")),
      needsPerson(each("refused", "planned"), held("part")),
      needsPerson(each("errored", "dropped"), wishes()),
      needsPerson(each("completed"), wishes()),
    ];
    expect(needing).toEqual(needing.map(() => true));
    expect(others).toEqual(others.map(() => false));
  });
});

describe("nextToSend", () => {
  test("is the first planned batch, once every one before it has ended", () => {
    expect(nextToSend(each("planned", "planned"), wishes())).toBe(0);
    expect(nextToSend(each("completed", "planned", "planned"), wishes())).toBe(1);
    expect(nextToSend(each("errored", "planned"), wishes())).toBe(1);
    expect(nextToSend(each("completed", "completed"), wishes())).toBe(-1);
  });

  test("is none while a batch of the job is under way, in doubt, or the job is held or cancelled", () => {
    for (const status of ["intended", "started", "running", "unknown", "needs_decision"] as const)
      expect(nextToSend(each(status, "planned"), wishes())).toBe(-1);
    for (const hold of holdKinds) expect(nextToSend(each("completed", "planned"), held(hold))).toBe(-1);
    expect(nextToSend(each("completed", "planned"), cancelled)).toBe(-1);
  });
});
