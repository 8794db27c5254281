import { describe, expect, test } from "vitest";
import type { BatchStatus, JobStatus } from "../api-contract/status";
import { type BatchView, jobStatus } from "./job-status";

const view = (status: BatchStatus, more: Partial<BatchView> = {}): BatchView => ({
  status,
  upstreamStatus: null,
  failed: 0,
  otherRecords: status === "completed" ? "succeeded" : null,
  ...more,
});
const each = (...statuses: BatchStatus[]) => statuses.map((status) => view(status));

describe("jobStatus", () => {
  test.each<[BatchView[], string | null, JobStatus]>([
    [each("planned", "planned"), null, "queued"],
    [each("intended", "planned"), null, "sending"],
    [each("started", "planned"), null, "sending"],
    [each("unknown", "planned"), null, "sending"],
    [each("running", "planned"), null, "running"],
    [each("completed", "planned"), null, "running"],
    [each("completed", "started"), null, "sending"],
    [each("completed", "needs_decision", "planned"), null, "needs_decision"],
    [[view("running", { upstreamStatus: "CANCELLATION_PENDING" })], null, "cancelling"],
    [each("completed", "completed"), null, "completed"],
    [[view("completed", { failed: 1 })], null, "completed_with_failures"],
    [[view("completed", { otherRecords: "unknown" }), view("completed")], null, "completed_with_failures"],
    [each("completed", "planned"), "stopped", "stopped"],
    [each("completed", "planned"), "paused", "paused"],
    [each("refused", "planned"), null, "rejected"],
    [each("completed", "refused", "planned"), null, "stopped"],
    [each("errored", "planned"), null, "stopped"],
    [each("completed", "aborted"), null, "stopped"],
    [each("completed", "cancelled", "planned"), null, "cancelled"],
  ])("%j with hold %s is %s", (batches, hold, status) => {
    expect(jobStatus(batches, hold)).toBe(status);
  });
});
