import "server-only";
import { sql } from "kysely";
import { type HoldKind, hasEnded, type JobStatus } from "../api-contract/status";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import { type About, type Told, tellAll, withTransition } from "./audit";
import { type BatchView, jobStatus, needsPerson, nextToSend, type Wishes } from "./job-status";
import { projectOpenRows } from "./left-rows";
import { noteChange } from "./notice";
import { step } from "./state-machine";

/** A job as it is held for a change: its row is locked until the commit. */
export interface LockedJob {
  id: string;
  status: JobStatus;
  hold: HoldKind | null;
  holdNumber: number;
  askAfterFirst: boolean;
  isCancelled: boolean;
  isConnectionHeld: boolean;
}

export type BatchSeen = BatchView & {
  index: number;
  message: string | null;
  firstRow: number;
  lastRow: number;
};

/** Always the job first, then its batches, so that two changes of one job wait instead of blocking each other. */
export async function lockJob(transaction: Database, jobId: string): Promise<LockedJob | undefined> {
  const job = await transaction
    .selectFrom("jobs")
    .select(["status", "hold", "hold_number", "ask_after_first", "cancelled_at", "connection_id"])
    .where("id", "=", jobId)
    .forUpdate()
    .executeTakeFirst();
  if (!job) return undefined;
  const held = await transaction
    .selectFrom("connection_holds")
    .select("kind")
    .where("connection_id", "=", job.connection_id)
    .where("kind", "=", "unauthorized")
    .executeTakeFirst();
  return {
    id: jobId,
    status: job.status,
    hold: job.hold,
    holdNumber: job.hold_number,
    askAfterFirst: job.ask_after_first,
    isCancelled: job.cancelled_at !== null,
    isConnectionHeld: held !== undefined,
  };
}

/** The batches of a job, in order. */
export async function seeBatches(database: Database, jobId: string): Promise<BatchSeen[]> {
  const batches = await database
    .selectFrom("batches")
    .select([
      "index",
      "status",
      "upstream_status",
      "failed",
      "other_records",
      "message",
      "first_row",
      "last_row",
    ])
    .where("job_id", "=", jobId)
    .orderBy("index")
    .execute();
  return batches.map((batch) => ({
    index: batch.index,
    status: batch.status,
    upstreamStatus: batch.upstream_status,
    failed: batch.failed,
    otherRecords: batch.other_records,
    message: batch.message,
    firstRow: batch.first_row,
    lastRow: batch.last_row,
  }));
}

/**
 * Writes what a job is after a change, and makes the batch due that may be sent next, and no other.
 * @param wishes of the job as they are from now on
 * @param jobMessage what the job's page says of it now; `null`: nothing; undefined: as before
 */
export async function projectJob(
  transaction: Database,
  jobId: string,
  wishes: Wishes,
  jobMessage?: string | null,
): Promise<void> {
  if (wishes.isCancelled) await dropPlanned(transaction, jobId);
  const batches = await seeBatches(transaction, jobId);
  await makeDue(transaction, jobId, nextToSend(batches, wishes));
  const status = jobStatus(batches, wishes);
  const needs = needsPerson(batches, wishes);
  await noteChange(transaction, jobId, { status, needsPerson: needs });
  // A job that has ended says what is not known of it, whichever of its parts that was.
  const doubt = hasEnded(status) ? batches.find((batch) => batch.otherRecords === "unknown")?.message : null;
  await transaction
    .updateTable("jobs")
    .set({
      status,
      needs_person: needs,
      ...(jobMessage === undefined ? {} : { message: storableOrNull(jobMessage ?? doubt ?? null) }),
      ended_at: hasEnded(status) ? sql<Date>`coalesce(ended_at, now())` : null,
    })
    .where("id", "=", jobId)
    .execute();
  await projectOpenRows(transaction, jobId);
}

/** The upstream's words may hold what no text column takes. */
const storableOrNull = (text: string | null): string | null => (text === null ? null : storableText(text));

/** Whoever prepares a batch that is not to be sent now loses its claim. */
async function makeDue(transaction: Database, jobId: string, index: number): Promise<void> {
  await transaction
    .updateTable("batches")
    .set({ next_action_at: null, lease_owner: null, lease_until: null, fence: sql<number>`fence + 1` })
    .where("job_id", "=", jobId)
    .where("index", "<>", index)
    .where("status", "=", "planned")
    .where("next_action_at", "is not", null)
    .execute();
  await transaction
    .updateTable("batches")
    .set({ next_action_at: sql<Date>`now()`, tries: 0 })
    .where("job_id", "=", jobId)
    .where("index", "=", index)
    .where("status", "=", "planned")
    .where("next_action_at", "is", null)
    .execute();
}

/**
 * What was not sent is not sent any more; whoever was about to loses its claim. Each batch has its own entry in the audit
 * trail.
 * @param actorId the person who wants it so
 */
export async function dropPlanned(transaction: Database, jobId: string, actorId?: string): Promise<void> {
  const event = { kind: "drop" } as const;
  const from = "planned" as const;
  const dropped = step({ status: from, bulkJobId: null, upstreamStatus: null }, event);
  if (dropped === "impossible") return;
  const batches = await transaction
    .updateTable("batches")
    .set({
      status: dropped.status,
      other_records: "not_tried",
      next_action_at: null,
      lease_owner: null,
      lease_until: null,
      fence: sql<number>`fence + 1`,
      ended_at: sql<Date>`now()`,
    })
    .where("job_id", "=", jobId)
    .where("status", "=", from)
    .returning(["index", "first_row as firstRow", "last_row as lastRow"])
    .execute();
  const transition = { event: event.kind, from, to: dropped.status };
  const byWhom = actorId === undefined ? {} : { actorId };
  const entries = batches.map(({ index, ...evidence }): [About, Told] => {
    const told = { kind: "part_dropped", detail: `Part ${index + 1} is not sent any more.`, evidence };
    return [{ jobId, batchIndex: index, ...byWhom }, withTransition(told, transition)];
  });
  await tellAll(transaction, entries);
}

/** Begins or ends a hold. @param by name of the person, for a pause */
export async function setHold(
  transaction: Database,
  jobId: string,
  hold: HoldKind | null,
  by: string | null = null,
): Promise<void> {
  await transaction
    .updateTable("jobs")
    .set(
      hold === null
        ? { hold, hold_since: null, hold_by: null }
        : { hold, hold_since: sql<Date>`now()`, hold_by: by, hold_number: sql<number>`hold_number + 1` },
    )
    .where("id", "=", jobId)
    .execute();
}
