import "server-only";
import { type RawBuilder, type Selectable, sql, type UpdateObject } from "kysely";
import { hasEnded } from "../api-contract/status";
import type { Database } from "../database/database";
import type { BatchesTable, JobsTable, Tables } from "../database/tables";
import { type Told, tell } from "./audit";
import { isEndedOtherwise, jobStatus } from "./job-status";
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
  /** What the job's page says of it now; `null`: nothing. */
  jobMessage?: string | null;
  /** Send no batch after this one. */
  stop?: boolean;
}

/**
 * Moves a batch by one event, with the job's status and the audit trail, inside the caller's transaction.
 * @throws LeaseLost or ImpossibleStep; nothing is written then
 */
export async function moveBatch(transaction: Database, held: Held, move: Move): Promise<void> {
  // Always the job first, then its batch, so that two moves of one job wait instead of blocking each other.
  const { hold } = await transaction
    .selectFrom("jobs")
    .select("hold")
    .where("id", "=", held.job_id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const batch = await lockHeld(transaction, held);
  const next = step(
    { status: batch.status, bulkJobId: batch.bulk_job_id, upstreamStatus: batch.upstream_status },
    move.event,
  );
  if (next === "impossible") throw new ImpossibleStep(`${batch.status} + ${move.event.kind}`);
  await transaction
    .updateTable("batches")
    .set({
      ...move.changes,
      status: next.status,
      bulk_job_id: next.bulkJobId,
      upstream_status: next.upstreamStatus,
      next_action_at: nextAction(held, move.nextMs),
      ...(move.keepLease ? {} : { lease_owner: null, lease_until: null }),
    })
    .where("job_id", "=", held.job_id)
    .where("index", "=", held.index)
    .execute();
  if (next.status === "completed" && !move.stop) await release(transaction, held);
  await project(transaction, held.job_id, hold, move);
  await tell(transaction, { jobId: held.job_id, batchIndex: held.index }, move.told);
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

/** A batch ended well: the next one may be sent. */
async function release(transaction: Database, { job_id, index }: Held): Promise<void> {
  await transaction
    .updateTable("batches")
    .set({ next_action_at: sql`now()`, tries: 0 })
    .where("job_id", "=", job_id)
    .where("index", "=", index + 1)
    .where("status", "=", "planned")
    .execute();
}

async function project(
  transaction: Database,
  jobId: string,
  earlierHold: string | null,
  move: Move,
): Promise<void> {
  const batches = await transaction
    .selectFrom("batches")
    .select(["status", "upstream_status", "failed", "other_records", "message"])
    .where("job_id", "=", jobId)
    .orderBy("index")
    .execute();
  const isStopped = move.stop || batches.some(({ status }) => isEndedOtherwise(status));
  const hold = isStopped ? "stopped" : earlierHold;
  const status = jobStatus(
    batches.map((batch) => ({
      status: batch.status,
      upstreamStatus: batch.upstream_status,
      failed: batch.failed,
      otherRecords: batch.other_records,
    })),
    hold,
  );
  // A job that has ended says what is not known of it, whichever of its parts that was.
  const doubt = hasEnded(status) ? batches.find((batch) => batch.other_records === "unknown")?.message : null;
  await transaction
    .updateTable("jobs")
    .set({
      status,
      hold,
      ...(move.jobMessage === undefined ? {} : { message: move.jobMessage ?? doubt ?? null }),
      ended_at: hasEnded(status) ? sql<Date>`coalesce(ended_at, now())` : null,
    })
    .where("id", "=", jobId)
    .execute();
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
      ...rest.changes,
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
      .set({ message: rest.jobMessage })
      .where("id", "=", held.job_id)
      .execute();
  return isHeld;
}
