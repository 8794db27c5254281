import "server-only";
import type { BatchStatus } from "../api-contract/status";
import type { Database } from "../database/database";
import { storableJson, storableText } from "../database/storable";
import type { BatchEvent } from "./state-machine";

/** One line of a job's timeline: what happened, in an operator's words, with what is known. */
export interface Told {
  /** Short stable name, such as "accepted". */
  kind: string;
  detail: string;
  evidence?: Record<string, unknown>;
}

/** A step of the state machine. The steps of a batch, put one behind the other, lead from "planned" to what it is. */
export interface Transition {
  event: BatchEvent["kind"];
  from: BatchStatus;
  to: BatchStatus;
}

export interface About {
  jobId: string;
  batchIndex?: number;
  /** The person who did it; the program itself when missing. */
  actorId?: string;
}

/** Writes into the append-only audit trail, in the transaction of what it tells. */
export async function tell(database: Database, about: About, told: Told): Promise<void> {
  await database.insertInto("audit_events").values(toRow(about, told)).execute();
}

/** Several entries, in their order. */
export async function tellAll(database: Database, entries: readonly [About, Told][]): Promise<void> {
  for (let at = 0; at < entries.length; at += rowsAtOnce) {
    const rows = entries.slice(at, at + rowsAtOnce).map(([about, told]) => toRow(about, told));
    await database.insertInto("audit_events").values(rows).execute();
  }
}
const rowsAtOnce = 1_000;

const toRow = (about: About, told: Told) => ({
  job_id: about.jobId,
  batch_index: about.batchIndex ?? null,
  actor_id: about.actorId ?? null,
  kind: told.kind,
  detail: storableText(told.detail),
  evidence: storableJson(told.evidence),
});

/** What was done to a batch, with its step of the state machine among the evidence. */
export const withTransition = (told: Told, transition: Transition): Told => ({
  ...told,
  evidence: { ...told.evidence, transition },
});
