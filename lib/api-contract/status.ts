/** The words for what becomes of a job, a batch and a record. docs/architecture.md, "State". */

/** A job's status is a projection of its batches and its hold; it is never stored as a fact of its own. */
export const jobStatuses = [
  "queued",
  "sending",
  "running",
  "paused",
  "cancelling",
  "needs_decision",
  "completed",
  "completed_with_failures",
  "stopped",
  "cancelled",
  "rejected",
] as const;
export type JobStatus = (typeof jobStatuses)[number];

/** Statuses after which the program does nothing more by itself. */
export const endedJobStatuses = [
  "completed",
  "completed_with_failures",
  "stopped",
  "cancelled",
  "rejected",
] as const satisfies readonly JobStatus[];

export function hasEnded(status: JobStatus): boolean {
  return (endedJobStatuses as readonly JobStatus[]).includes(status);
}

export const batchStatuses = [
  "planned",
  "intended",
  "started",
  "running",
  "unknown",
  "needs_decision",
  "completed",
  "errored",
  "aborted",
  "cancelled",
  "refused",
  /** Never sent, and a person decided that it will not be. */
  "dropped",
  "decided",
] as const;
export type BatchStatus = (typeof batchStatuses)[number];

/**
 * Why no part of an import is sent now, although parts are left: a person paused it; its first part is done and somebody
 * wants to look at it first; a part failed as a whole for one reason; a part ended otherwise than completed.
 */
export const holdKinds = ["paused", "first_part", "breaker", "part"] as const;
export type HoldKind = (typeof holdKinds)[number];

/** Outcome of one record of the source file, as an operator reads it. */
export const outcomes = ["succeeded", "failed", "unknown", "not_tried", "kept_back", "excluded"] as const;
export type Outcome = (typeof outcomes)[number];
