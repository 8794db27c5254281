import "server-only";
import type { Database } from "../database/database";
import { storableJson, storableText } from "../database/storable";

/** One line of a job's timeline: what happened, in an operator's words, with what is known. */
export interface Told {
  /** Short stable name, such as "accepted". */
  kind: string;
  detail: string;
  evidence?: Record<string, unknown>;
}

export interface About {
  jobId: string;
  batchIndex?: number;
  /** The person who did it; the program itself when missing. */
  actorId?: string;
}

/** Writes into the append-only audit trail, in the transaction of what it tells. */
export async function tell(database: Database, about: About, told: Told): Promise<void> {
  await database
    .insertInto("audit_events")
    .values({
      job_id: about.jobId,
      batch_index: about.batchIndex ?? null,
      actor_id: about.actorId ?? null,
      kind: told.kind,
      detail: storableText(told.detail),
      evidence: storableJson(told.evidence),
    })
    .execute();
}
