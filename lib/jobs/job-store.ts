import "server-only";
import { type RawBuilder, type Selectable, sql, type UpdateObject } from "kysely";
import type { BatchStatus, HoldKind } from "../api-contract/status";
import type { Database } from "../database/database";
import type { BatchesTable, JobsTable } from "../database/job-tables";
import { storableText } from "../database/storable";
import type { Tables } from "../database/tables";
import { type Told, tell, withTransition } from "./audit";
import { type LockedJob, lockJob, projectJob, setHold } from "./job-projection";
import { isEndedOtherwise } from "./job-status";
import { type BatchEvent, step } from "./state-machine";

export type BatchRow = Selectable<BatchesTable>;
export type BatchChanges = Omit<
  UpdateObject<Tables, "batches">,
  "status" | "bulk_job_id" | "upstream_status" | "next_action_at" | "lease_owner" | "lease_until" | "fence"
>;

/** A batch as its claimer holds it: a write counts only while nobody else has claimed it since. */
export type Held = Pick<BatchRow, "job_id" | "index" | "fence" | "hints">;

/** Somebody else has claimed the batch meanwhile: what was to be written changes nothing. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

/** The state machine has no such step. Nothing was written. */
export class ImpossibleStep extends Error {
  override readonly name = "ImpossibleStep";
}

/** A person cancelled the job before a byte of the batch had left. Nothing was written. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}

/** What of a job its batches' work needs. */
export type JobFacts = Pick<
  Selectable<JobsTable>,
  | "id"
  | "number"
  | "upload_id"
  | "upstream_url"
  | "connection_id"
  | "connector_name"
  | "object_name"
  | "file_name"
  | "header_bytes"
  | "records"
  | "meta_data"
  | "fields_sha256"
  | "cancelled_at"
> & { parts: number };

export async function readJobFacts(database: Database, jobId: string): Promise<JobFacts> {
  return database
    .selectFrom("jobs")
    .select([
      "id",
      "number",
      "upload_id",
      "upstream_url",
      "connection_id",
      "connector_name",
      "object_name",
      "file_name",
      "header_bytes",
      "records",
      "meta_data",
      "fields_sha256",
      "cancelled_at",
    ])
    .select(({ selectFrom }) =>
      selectFrom("batches")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .whereRef("batches.job_id", "=", "jobs.id")
        .$asScalar()
        .$notNull()
        .as("parts"),
    )
    .where("id", "=", jobId)
    .executeTakeFirstOrThrow();
}

/** The clock of the database: the only one that all processes share. */
export const now = sql<Date>`now()`;
export const inMs = (milliseconds: number): RawBuilder<Date> =>
  sql<Date>`now() + ${milliseconds} * interval '1 millisecond'`;

export interface Move {
  event: BatchEvent;
  changes?: BatchChanges;
  /** When somebody has to act next, in milliseconds from now; `null`: nobody has to. */
  nextMs: number | null;
  /** Keep the claim: the same worker goes on with it. */
  keepLease?: boolean;
  told: Told;
  /** The person who did it; the program itself when missing. */
  actorId?: string;
  /** What the job's page says of it now; `null`: nothing. */
  jobMessage?: string | null;
  /** All records of the batch failed for one reason: nothing after it is sent until a person says so. */
  stop?: boolean;
  /** With a decision: every record of the batch has an outcome. */
  knowsAll?: boolean;
}

/**
 * Moves a batch by one event, with the job's status and the audit trail, inside the caller's transaction.
 * @throws LeaseLost, ImpossibleStep, or Cancelled when it would start for a job that nobody wants any more; nothing is
 * written then
 */
export async function moveBatch(transaction: Database, held: Held, move: Move): Promise<void> {
  const job = await lockJob(transaction, held.job_id);
  if (!job) throw new Error(`job ${held.job_id} is gone`);
  const batch = await lockHeld(transaction, held);
  if (move.event.kind === "start" && job.isCancelled) throw new Cancelled(`job ${held.job_id}`);
  const next = step(
    { status: batch.status, bulkJobId: batch.bulk_job_id, upstreamStatus: batch.upstream_status },
    move.event,
  );
  if (next === "impossible") throw new ImpossibleStep(`${batch.status} + ${move.event.kind}`);
  await transaction
    .updateTable("batches")
    .set({
      ...storable(move.changes),
      status: next.status,
      bulk_job_id: next.bulkJobId,
      upstream_status: next.upstreamStatus === null ? null : storableText(next.upstreamStatus),
      next_action_at: nextAction(held, move.nextMs),
      ...(move.keepLease ? {} : { lease_owner: null, lease_until: null }),
    })
    .where("job_id", "=", held.job_id)
    .where("index", "=", held.index)
    .execute();
  const { actorId } = move;
  const about = { jobId: held.job_id, batchIndex: held.index, ...(actorId === undefined ? {} : { actorId }) };
  const transition = { event: move.event.kind, from: batch.status, to: next.status };
  await tell(transaction, about, withTransition(move.told, transition));
  const hold = await holdAfter(transaction, job, {
    held,
    status: next.status,
    knowsAll: move.knowsAll ?? false,
    stop: move.stop ?? false,
  });
  await projectJob(transaction, held.job_id, { ...job, hold }, move.jobMessage);
}

/** Why nothing more is sent once a batch has ended; what held the job before, when that is no reason. */
async function holdAfter(
  transaction: Database,
  job: LockedJob,
  { held, ...ended }: { held: Held } & Omit<Ended, "index">,
): Promise<HoldKind | null> {
  const reason = reasonToHold(job, { index: held.index, ...ended });
  if (reason === null || job.isCancelled) return job.hold;
  const left = await transaction
    .selectFrom("batches")
    .select("index")
    .where("job_id", "=", job.id)
    .where("status", "=", "planned")
    .executeTakeFirst();
  if (!left) return job.hold;
  await setHold(transaction, job.id, reason);
  if (reason === "first_part") await tell(transaction, { jobId: job.id }, { kind: "asks", detail: askWords });
  return reason;
}

const askWords = "The first part has ended. Nothing more is sent until somebody says so.";

interface Ended {
  index: number;
  status: BatchStatus;
  knowsAll: boolean;
  stop: boolean;
}

function reasonToHold(job: LockedJob, { index, status, knowsAll, stop }: Ended): HoldKind | null {
  if (stop) return "breaker";
  if (isEndedOtherwise({ status, otherRecords: knowsAll ? "succeeded" : null })) return "part";
  const isAsked = job.askAfterFirst && index === 0 && status === "completed" && job.hold === null;
  return isAsked ? "first_part" : null;
}

/** Changes what is known of the records of a batch that has ended, and what its job is by that. The caller holds the job. */
export async function amendBatch(
  transaction: Database,
  job: LockedJob,
  index: number,
  changes: BatchChanges,
): Promise<void> {
  await transaction
    .updateTable("batches")
    .set(storable(changes))
    .where("job_id", "=", job.id)
    .where("index", "=", index)
    .execute();
  await projectJob(transaction, job.id, job);
}

/** The upstream's words may hold what no text column takes. */
function storable(changes: BatchChanges = {}): BatchChanges {
  return typeof changes.message === "string"
    ? { ...changes, message: storableText(changes.message) }
    : changes;
}

/** A callback that came while somebody was at work is looked after at once. */
function nextAction(held: Held, nextMs: number | null) {
  if (nextMs === null) return null;
  return sql<Date>`case when hints = ${held.hints} then ${inMs(nextMs)} else now() end`;
}

async function lockHeld(transaction: Database, held: Held): Promise<BatchRow> {
  const batch = await transaction
    .selectFrom("batches")
    .selectAll()
    .where("job_id", "=", held.job_id)
    .where("index", "=", held.index)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (batch.fence !== held.fence) throw new LeaseLost(`batch ${held.index} of job ${held.job_id}`);
  return batch;
}

/**
 * Gives a claimed batch back without moving it.
 * @param jobMessage what the job's page says of it now
 * @returns whether it was still held
 */
export async function putBack(
  database: Database,
  held: Held,
  rest: { changes?: BatchChanges; nextMs: number | null; jobMessage?: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable("batches")
    .set({
      ...storable(rest.changes),
      next_action_at: nextAction(held, rest.nextMs),
      lease_owner: null,
      lease_until: null,
    })
    .where("job_id", "=", held.job_id)
    .where("index", "=", held.index)
    .where("fence", "=", held.fence)
    .executeTakeFirst();
  const isHeld = numUpdatedRows > 0n;
  if (isHeld && rest.jobMessage !== undefined)
    await database
      .updateTable("jobs")
      .set({ message: rest.jobMessage === null ? null : storableText(rest.jobMessage) })
      .where("id", "=", held.job_id)
      .execute();
  return isHeld;
}
