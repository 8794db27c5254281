import "server-only";
import type { BatchStatus, HoldKind, JobStatus } from "../api-contract/status";

export interface BatchView {
  status: BatchStatus;
  upstreamStatus: string | null;
  failed: number;
  /** Outcome of the records that are not listed as failed; `null` until the batch has ended. */
  otherRecords: "succeeded" | "unknown" | "not_tried" | null;
}

/** What people and the program want of a job, beside what became of its batches. */
export interface Wishes {
  /** Why none of its planned batches is sent. */
  hold: HoldKind | null;
  /** A person cancelled it: what was not sent is not sent any more. */
  isCancelled: boolean;
  /** Its connection does not let anybody in: no job of it is sent until it does. */
  isConnectionHeld: boolean;
}

const onTheWay: readonly BatchStatus[] = ["intended", "started", "unknown"];
const endedOtherwise: readonly BatchStatus[] = ["errored", "aborted", "cancelled", "refused"];
/** Ended, and not as it should: what comes after it is held. A decision that leaves nothing open is as good as an end. */
export const isEndedOtherwise = ({
  status,
  otherRecords,
}: Pick<BatchView, "status" | "otherRecords">): boolean =>
  endedOtherwise.includes(status) || (status === "decided" && otherRecords !== "succeeded");

/**
 * What a job is, seen from its batches and what is wanted of it. Nothing else decides it.
 * @param batches in order
 */
export function jobStatus(batches: readonly BatchView[], wishes: Wishes): JobStatus {
  const has = (...statuses: readonly BatchStatus[]) =>
    batches.some(({ status }) => statuses.includes(status));
  if (has("needs_decision")) return "needs_decision";
  if (has(...onTheWay)) return wishes.isCancelled ? "cancelling" : "sending";
  const running = batches.find(({ status }) => status === "running");
  if (running) return wishes.isCancelled || isCancelling(running.upstreamStatus) ? "cancelling" : "running";
  return has("planned") ? statusOfWaiting(batches, wishes) : statusOfEnded(batches, wishes);
}

/** Whether only a person brings it on. A file that was refused as it is does not wait for anybody. */
export function needsPerson(batches: readonly BatchView[], wishes: Wishes): boolean {
  const status = jobStatus(batches, wishes);
  if (status === "needs_decision" || status === "paused") return true;
  const isLeft = batches.some((batch) => batch.status === "planned");
  return isLeft && wishes.hold !== null && (status === "stopped" || status === "cancelled");
}

/**
 * Which batch may be sent next: the first planned one, when nobody holds it and every one before it has ended.
 * @returns its place, or -1
 */
export function nextToSend(batches: readonly Pick<BatchView, "status">[], wishes: Wishes): number {
  if (wishes.hold !== null || wishes.isCancelled) return -1;
  const first = batches.findIndex(({ status }) => status === "planned");
  const isBusy = batches.some(({ status }) =>
    [...onTheWay, "running", "needs_decision"].some((busy) => busy === status),
  );
  return isBusy ? -1 : first;
}

function statusOfWaiting(batches: readonly BatchView[], { hold, isConnectionHeld }: Wishes): JobStatus {
  switch (hold) {
    case "paused":
    case "first_part":
      return "paused";
    case "breaker":
      return "stopped";
    case "part":
      return statusOfObstacle(batches);
    case null:
      if (isConnectionHeld) return "paused";
      return batches.every(({ status }) => status === "planned") ? "queued" : "running";
  }
}

function statusOfEnded(batches: readonly BatchView[], { isCancelled }: Wishes): JobStatus {
  const isCutShort = batches.some(({ status }) => status === "dropped");
  if (isCancelled && (isCutShort || batches.some(({ status }) => status === "cancelled"))) return "cancelled";
  const last = batches.at(-1);
  const isStopped = last !== undefined && last.status !== "decided" && isEndedOtherwise(last);
  if (isCutShort || isStopped) return statusOfObstacle(batches);
  const isClean = batches.every(({ failed, otherRecords }) => failed === 0 && otherRecords === "succeeded");
  return isClean ? "completed" : "completed_with_failures";
}

/** Of a job that ended, or waits, before its end: by the last batch that ended otherwise. */
function statusOfObstacle(batches: readonly BatchView[]): JobStatus {
  const obstacle = batches.findLast(isEndedOtherwise);
  if (obstacle?.status === "cancelled") return "cancelled";
  const isTaken = ({ status }: BatchView) => !["planned", "dropped", "refused"].includes(status);
  return batches.some(isTaken) ? "stopped" : "rejected";
}

/** Open Connectors reference, bulk status. */
const isCancelling = (upstreamStatus: string | null) =>
  upstreamStatus?.toUpperCase() === "CANCELLATION_PENDING";
