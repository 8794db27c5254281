import "server-only";
import { sql } from "kysely";
import type { Database } from "../database/database";
import { type BatchRow, type Held, inMs } from "./job-store";

export interface Claim {
  owner: string;
  leaseMs: number;
  /** A running batch without progress for so long does not make its connection's other jobs wait. */
  stuckMs: number;
  limit: number;
  /** Batches this process is still at work on, whatever became of their lease. */
  except: readonly Pick<Held, "job_id" | "index">[];
}

/** A batch as it was claimed, with ages by the database's clock. */
export type ClaimedBatch = BatchRow & {
  /** Milliseconds since the upstream's status or count last changed. */
  idle_ms: number | null;
  /** How long the present trouble lasts. */
  trouble_ms: number | null;
  /** Since its former owner last prolonged the claim; `null`: nobody had it. */
  silent_ms: number | null;
};

/** One process at a time chooses what is sent next, so that two never choose for the same connection. */
const turnLock = 4_108_121;

/**
 * When something is due that nobody is at work on: the one cheap question that is asked all the time.
 * @returns milliseconds from now, negative when it is overdue; `null`: there is nothing to do
 */
export async function nextDueMs(database: Database): Promise<number | null> {
  const { rows } = await sql<{ due: number | null }>`
    select (extract(epoch from min(greatest(next_action_at, lease_until)) - now()) * 1000)::float8 as due
    from batches where next_action_at is not null`.execute(database);
  return rows[0]?.due ?? null;
}

/**
 * Claims due batches: a lease and a higher fence each, by the database's clock. Batches that wait to be sent are claimed
 * one a connection, and only while no other batch of that connection is on its way: jobs of one connection take turns,
 * batch by batch, whoever has waited longest first. One that is being looked for keeps nobody waiting but its own job: nothing
 * of it is on its way any more.
 */
export async function claimDue(database: Database, claim: Claim): Promise<ClaimedBatch[]> {
  return database.transaction().execute(async (transaction) => {
    const underWay = await lease(transaction, claim, dueUnderWay(claim), claim.limit);
    const room = claim.limit - underWay.length;
    if (room <= 0) return underWay;
    const lock = await sql<{
      taken: boolean;
    }>`select pg_try_advisory_xact_lock(${turnLock}) as taken`.execute(transaction);
    if (!lock.rows[0]?.taken) return underWay;
    return [...underWay, ...(await lease(transaction, claim, dueToSend(claim), room))];
  });
}

const isFree = sql`(b.lease_until is null or b.lease_until <= now())`;

function isNotOurs({ except }: Claim) {
  const keys = except.map(({ job_id, index }) => `${job_id}/${index}`);
  return sql`not (b.job_id || '/' || b.index = any(${keys}::text[]))`;
}

const dueUnderWay = (claim: Claim) => sql`
  select b.job_id, b.index, b.lease_until as lease_was from batches b
  where b.next_action_at <= now() and b.status <> 'planned' and ${isFree} and ${isNotOurs(claim)}
  order by b.next_action_at`;

/**
 * Whether a part keeps other imports of its connection waiting: it is being sent, or somebody prepares that, or the upstream is
 * at work on it and has not long been silent. A part that goes on for long is asked about rarely: it had moved when it was
 * heard of last. One that cannot be asked about keeps nobody waiting, nor one whose end was reported while its failed rows are
 * still being read.
 * @param batch its name in the query
 */
export function standsInTheWay(batch: string, stuckMs: number) {
  const of = (column: string) => sql.ref(`${batch}.${column}`);
  return sql<boolean>`(${of("status")} in ('intended', 'started')
    or (${of("status")} = 'running' and ${of("reported_end")} is null and ${of("trouble")} is null
      and (${of("progress_at")} > now() - ${stuckMs} * interval '1 millisecond'
        or (${of("progress_at")} >= ${of("last_heard_at")}
          and ${of("next_action_at")} > now() - ${stuckMs} * interval '1 millisecond')))
    or (${of("status")} = 'planned' and ${of("lease_until")} > now()))`;
}

/** The first clause of the inner query is the predicate of the index busy_batches. */
const dueToSend = (claim: Claim) => sql`
  select b.job_id, b.index, b.lease_until as lease_was from batches b
  where (b.job_id, b.index) in (
    select distinct on (b.connection_id) b.job_id, b.index from batches b
    where b.next_action_at <= now() and b.status = 'planned' and ${isFree} and ${isNotOurs(claim)}
      and not exists (
        select from batches o
        where o.connection_id = b.connection_id
          and (o.status in ('intended', 'started', 'running', 'unknown') or o.lease_owner is not null)
          and ${standsInTheWay("o", claim.stuckMs)})
    order by b.connection_id, b.next_action_at, b.job_id)
  order by b.next_action_at`;

async function lease(
  transaction: Database,
  claim: Claim,
  due: ReturnType<typeof dueUnderWay>,
  limit: number,
): Promise<ClaimedBatch[]> {
  const claimed = await sql<ClaimedBatch>`
    update batches set lease_owner = ${claim.owner}, lease_until = ${inMs(claim.leaseMs)}, fence = batches.fence + 1
    from (${due} limit ${limit} for update of b skip locked) due
    where batches.job_id = due.job_id and batches.index = due.index
    returning batches.*,
      (extract(epoch from now() - batches.progress_at) * 1000)::float8 as idle_ms,
      (extract(epoch from now() - batches.trouble_since) * 1000)::float8 as trouble_ms,
      (extract(epoch from now() - due.lease_was) * 1000 + ${claim.leaseMs})::float8 as silent_ms`.execute(
    transaction,
  );
  return claimed.rows;
}

/** Prolongs a claim. @returns whether it was still held */
export async function renewLease(database: Database, held: Held, leaseMs: number): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable("batches")
    .set({ lease_until: inMs(leaseMs) })
    .where("job_id", "=", held.job_id)
    .where("index", "=", held.index)
    .where("fence", "=", held.fence)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
