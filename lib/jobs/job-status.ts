import "server-only";
import type { BatchStatus, JobStatus } from "../api-contract/status";

export interface BatchView {
  status: BatchStatus;
  upstreamStatus: string | null;
  failed: number;
  /** Outcome of the records that are not listed as failed; `null` until the batch has ended. */
  otherRecords: "succeeded" | "unknown" | "not_tried" | null;
}

const endedOtherwise: readonly BatchStatus[] = ["errored", "aborted", "cancelled", "refused"];
export const isEndedOtherwise = (status: BatchStatus): boolean => endedOtherwise.includes(status);

/**
 * What a job is, seen from its batches. Nothing else decides it.
 * @param batches in order
 * @param hold why no batch is sent now: "stopped" by the program after equal failures, "paused" by a person
 */
export function jobStatus(batches: readonly BatchView[], hold: string | null): JobStatus {
  const has = (...statuses: BatchStatus[]) => batches.some(({ status }) => statuses.includes(status));
  if (has("needs_decision")) return "needs_decision";
  if (has("intended", "started", "unknown")) return "sending";
  const running = batches.find(({ status }) => status === "running");
  if (running) return isCancelling(running.upstreamStatus) ? "cancelling" : "running";
  const obstacle = batches.find(({ status }) => isEndedOtherwise(status));
  if (obstacle) return statusOfObstacle(batches, obstacle);
  if (has("planned")) return waiting(batches, hold);
  const clean = batches.every(({ failed, otherRecords }) => failed === 0 && otherRecords === "succeeded");
  return clean ? "completed" : "completed_with_failures";
}

function waiting(batches: readonly BatchView[], hold: string | null): JobStatus {
  if (hold === "stopped") return "stopped";
  if (hold === "paused") return "paused";
  return batches.some(({ status }) => status === "completed") ? "running" : "queued";
}

function statusOfObstacle(batches: readonly BatchView[], obstacle: BatchView): JobStatus {
  if (obstacle.status === "cancelled") return "cancelled";
  const accepted = batches.some(({ status }) => status !== "planned" && status !== "refused");
  return accepted ? "stopped" : "rejected";
}

/** Open Connectors reference, bulk status. */
const isCancelling = (upstreamStatus: string | null) =>
  upstreamStatus?.toUpperCase() === "CANCELLATION_PENDING";
