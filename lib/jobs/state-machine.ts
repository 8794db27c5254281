import "server-only";
import type { BatchStatus } from "../api-contract/status";

/** How a bulk job ends upstream. */
export type EndedAs = "completed" | "errored" | "aborted" | "cancelled";

/** What happens to a batch. */
export type BatchEvent =
  /** An attempt was written down. */
  | { kind: "intend" }
  /** Connected: from now on bytes may leave. */
  | { kind: "start" }
  /** The upstream answered with a bulk job. */
  | { kind: "accept"; bulkJobId: string; upstreamStatus: string | null }
  /** Proved: no byte of the body left. */
  | { kind: "not_sent" }
  /** Definitely not taken, and never will be as it is. */
  | { kind: "refuse" }
  /** It may have been taken; or it was, and the upstream does not know it. */
  | { kind: "lose_sight" }
  /** A bulk job that carries the attempt's mark was found, or a person says that it arrived as this one. */
  | { kind: "find"; bulkJobId: string }
  /** Looking proved nothing: a person decides. */
  | { kind: "ask" }
  /** A person decided that it is not sent at all. */
  | { kind: "drop" }
  /** A person says: send it again. */
  | { kind: "send_again" }
  /** A person ends it: what is known of its records by now is what will be known. */
  | { kind: "decide" }
  /** The upstream reported on a job that goes on. */
  | { kind: "hear"; upstreamStatus: string | null }
  /** The upstream reported the end, or has forgotten the job. */
  | { kind: "end"; as: EndedAs; upstreamStatus: string | null };

export interface BatchState {
  status: BatchStatus;
  bulkJobId: string | null;
  /** The upstream's word, verbatim. */
  upstreamStatus: string | null;
}

type Kind = BatchEvent["kind"];
/** `end` leads to the status the event names. */
const table: Record<BatchStatus, Partial<Record<Exclude<Kind, "end">, BatchStatus>>> = {
  planned: { intend: "intended", refuse: "refused", drop: "dropped" },
  // An answer counts even if the commit of "started" was never seen.
  intended: {
    start: "started",
    accept: "running",
    not_sent: "planned",
    refuse: "refused",
    lose_sight: "unknown",
  },
  started: { accept: "running", not_sent: "planned", refuse: "refused", lose_sight: "unknown" },
  running: { hear: "running", lose_sight: "unknown" },
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

/**
 * What a batch becomes. The only place that decides it; what has ended stays as it ended.
 * @returns "impossible" when the event cannot happen to such a batch: nothing changes then
 */
export function step(batch: BatchState, event: BatchEvent): BatchState | "impossible" {
  const status = nextStatus(batch.status, event);
  if (status === undefined) return "impossible";
  switch (event.kind) {
    case "accept":
      return { status, bulkJobId: event.bulkJobId, upstreamStatus: event.upstreamStatus };
    // An id that the upstream does not know proves nothing any more; the attempt keeps it.
    case "lose_sight":
      return { ...batch, status, bulkJobId: null };
    case "find":
      return { ...batch, status, bulkJobId: event.bulkJobId };
    case "hear":
    case "end":
      return { ...batch, status, upstreamStatus: event.upstreamStatus ?? batch.upstreamStatus };
    case "intend":
    case "start":
    case "not_sent":
    case "refuse":
    case "ask":
    case "drop":
    case "send_again":
    case "decide":
      return { ...batch, status };
  }
}

function nextStatus(status: BatchStatus, event: BatchEvent): BatchStatus | undefined {
  if (event.kind === "end") return status === "running" ? event.as : undefined;
  return table[status][event.kind];
}
