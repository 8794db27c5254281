import "server-only";
import type { BatchEvent } from "./state-machine";

/** One of each kind of event, and of each end, for tests that walk through all of them. */
export const everyEvent = (bulkJobId: string): BatchEvent[] => [
  { kind: "intend" },
  { kind: "start" },
  { kind: "accept", bulkJobId, upstreamStatus: "CREATED" },
  { kind: "not_sent" },
  { kind: "refuse" },
  { kind: "lose_sight" },
  { kind: "find", bulkJobId },
  { kind: "ask" },
  { kind: "drop" },
  { kind: "send_again" },
  { kind: "decide" },
  { kind: "hear", upstreamStatus: "RUNNING" },
  { kind: "end", as: "completed", upstreamStatus: "COMPLETED" },
  { kind: "end", as: "errored", upstreamStatus: "ERROR" },
  { kind: "end", as: "aborted", upstreamStatus: "ABORTED" },
  { kind: "end", as: "cancelled", upstreamStatus: "CANCELLED" },
];
