import "server-only";
import { sql } from "kysely";
import type { SendResult } from "../open-connectors/send-result";
import type { AttemptRow } from "./attempts";
import { type BatchRow, type JobFacts, type Move, now } from "./job-store";
import type { Pace } from "./pace";
import { longWait } from "./retry";
import { partOf, partWas, sentence, sentences, span } from "./words";

/** A batch and the attempt to send it. */
export interface Sent {
  job: JobFacts;
  batch: BatchRow;
  attemptId: string;
}

interface Consequence {
  attemptStatus: AttemptRow["status"];
  move: Move;
  /** The whole connection waits. */
  waits?: { waitMs: number; reason: string };
}

/** What an answer to the POST, or its absence, means for the batch. The classes are the client's; this adds no doubt. */
export function afterSend(pace: Pace, sent: Sent, result: SendResult): Consequence {
  switch (result.kind) {
    case "accepted":
      return accepted(pace, sent, result);
    case "not_sent":
      return notSent(pace, sent, result.reason, result.retryAfterMs);
    case "refused":
      // Of a token nothing is said about the rows: they go when the connection works, with the renewed one or later.
      if (result.status === 401) return lockedOut(pace, sent, result.reason);
      return refused(sent, result.reason);
    case "unknown":
      return outOfSight(pace, sent, result.reason);
  }
}

function accepted(
  pace: Pace,
  { job, batch, attemptId }: Sent,
  { bulkJobId, upstreamStatus }: Extract<SendResult, { kind: "accepted" }>,
): Consequence {
  return {
    attemptStatus: "accepted",
    move: {
      event: { kind: "accept", bulkJobId, upstreamStatus },
      changes: {
        tries: 0,
        trouble_since: null,
        message: null,
        started_at: now,
        progress_at: now,
        last_heard_at: now,
      },
      nextMs: pace.followMs.shortest,
      told: {
        kind: "accepted",
        detail: sentence(`Open Connectors took ${partOf(batch, job.parts)} as job ${bulkJobId}`),
        evidence: { attemptId, bulkJobId, upstreamStatus },
      },
      jobMessage: null,
    },
  };
}

function notSent(pace: Pace, { job, batch, attemptId }: Sent, reason: string, askedMs?: number): Consequence {
  const waitMs = longWait(pace.retryMs, batch.tries, askedMs);
  return {
    attemptStatus: "not_sent",
    ...(askedMs === undefined ? {} : { waits: { waitMs, reason: sentence(reason) } }),
    move: {
      event: { kind: "not_sent" },
      changes: {
        tries: batch.tries + 1,
        message: sentence(reason),
        trouble_since: sql<Date>`coalesce(trouble_since, now())`,
      },
      nextMs: waitMs,
      told: {
        kind: "not_sent",
        detail: sentences(
          `${partOf(batch, job.parts)} could not be sent`,
          reason,
          `The next try is in ${span(waitMs)}`,
        ),
        evidence: { attemptId },
      },
      jobMessage: sentences(reason, "Hubload keeps trying"),
    },
  };
}

/** Whether another try is worth it, and when, is the connection's matter, which says so itself. */
function lockedOut(pace: Pace, sent: Sent, reason: string): Consequence {
  const { move } = notSent(pace, sent, reason);
  const told = {
    ...move.told,
    detail: sentences(
      `${partOf(sent.batch, sent.job.parts)} could not be sent`,
      reason,
      "It waits until the connection works",
    ),
  };
  return { attemptStatus: "refused", move: { ...move, told, jobMessage: null } };
}

function refused({ job, batch, attemptId }: Sent, reason: string): Consequence {
  return {
    attemptStatus: "refused",
    move: {
      event: { kind: "refuse" },
      changes: { other_records: "not_tried", message: sentence(reason), ended_at: now, last_heard_at: now },
      nextMs: null,
      told: {
        kind: "refused",
        detail: sentences(`${partWas(batch, job.parts)} refused`, reason),
        evidence: { attemptId },
      },
      jobMessage: sentence(reason),
    },
  };
}

function outOfSight(pace: Pace, { job, batch, attemptId }: Sent, reason: string): Consequence {
  return {
    attemptStatus: "unknown",
    move: {
      event: { kind: "lose_sight" },
      changes: { tries: 0, message: sentence(reason), trouble_since: now },
      nextMs: pace.looksMs[0] ?? 0,
      told: {
        kind: "unknown",
        detail: sentences(
          `Whether ${partOf(batch, job.parts)} arrived is not known`,
          reason,
          "Hubload looks for it and does not send it again",
        ),
        evidence: { attemptId },
      },
      jobMessage: sentences(reason, "Hubload looks whether it arrived, and does not send it again"),
    },
  };
}
