import "server-only";
import { sql } from "kysely";
import type { Database } from "../database/database";
import { UpstreamError } from "../open-connectors/errors";
import { answerOf } from "./answer-of";
import { tell } from "./audit";
import type { Context } from "./context";
import { lockJob, projectJob } from "./job-projection";
import { type BatchRow, inMs, type JobFacts, putBack } from "./job-store";
import { longWait, retryWait } from "./retry";
import { sentences } from "./words";

/** Kept short: the page says when it is asked again. */
const lockedOut = (connector: string) =>
  `${connector} does not let Hubload in any more: its token is not accepted, and has not been renewed`;

/**
 * The upstream asked this connection to wait: nothing is sent on it until then, whichever job it is of. In the
 * transaction of what was answered, so that nothing of it is claimed in between.
 */
export async function throttle(
  transaction: Database,
  connectionId: string,
  { waitMs, reason }: { waitMs: number; reason: string },
): Promise<void> {
  await transaction
    .insertInto("connection_holds")
    .values({ connection_id: connectionId, kind: "throttled", reason, until: inMs(waitMs) })
    .onConflict((conflict) =>
      conflict
        .column("connection_id")
        .doUpdateSet({ reason, until: sql<Date>`greatest(connection_holds.until, excluded.until)` })
        .where("connection_holds.kind", "=", "throttled"),
    )
    .execute();
  await putOff(transaction, connectionId, waitMs);
}

/** What waits to be sent on a connection waits at least so long. */
async function putOff(database: Database, connectionId: string, waitMs: number): Promise<void> {
  await database
    .updateTable("batches")
    .set(({ fn, ref }) => ({ next_action_at: fn<Date>("greatest", [ref("next_action_at"), inMs(waitMs)]) }))
    .where("connection_id", "=", connectionId)
    .where("status", "=", "planned")
    .where("next_action_at", "is not", null)
    .execute();
}

/**
 * The connection's token is refused and there is no other one: no job of it is sent. It is asked about again when the next
 * batch of it would be due; once it works all of them go on by themselves.
 * @param refusals of one part, each after the connection had seemed to work again
 */
export async function holdConnection(
  context: Context,
  job: JobFacts,
  said: string,
  refusals = 0,
): Promise<void> {
  const { database, pace } = context;
  const { rare, ...check } = pace.connectionCheckMs;
  const waitMs = retryWait({ ...check, longest: rare }, refusals);
  const reason = sentences(lockedOut(job.connector_name), said);
  const isNew = await database.transaction().execute(async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto("connection_holds")
      .values({ connection_id: job.connection_id, kind: "unauthorized", reason, until: inMs(waitMs) })
      .onConflict((conflict) =>
        conflict
          .column("connection_id")
          .doUpdateSet({
            kind: "unauthorized",
            reason,
            until: inMs(waitMs),
            since: sql<Date>`now()`,
            checks: 0,
          })
          .where("connection_holds.kind", "=", "throttled"),
      )
      .executeTakeFirst();
    if (!numInsertedOrUpdatedRows) return false;
    await putOff(transaction, job.connection_id, waitMs);
    await projectJobsOf(transaction, job.connection_id, { kind: "connection_held", detail: reason });
    return true;
  });
  if (!isNew) return;
  context.log.warn(
    { jobId: job.id, connectionId: job.connection_id },
    "a connection is held: its token is refused",
  );
}

/** The connection answers again: whatever waited for it goes on. */
export async function releaseConnection(database: Database, connectionId: string): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const { numDeletedRows } = await transaction
      .deleteFrom("connection_holds")
      .where("connection_id", "=", connectionId)
      .where("kind", "=", "unauthorized")
      .executeTakeFirst();
    if (numDeletedRows === 0n) return;
    await projectJobsOf(transaction, connectionId, {
      kind: "connection_back",
      detail: "The connection works again.",
    });
    await transaction
      .updateTable("batches")
      .set({ next_action_at: sql<Date>`now()` })
      .where("connection_id", "=", connectionId)
      .where("status", "=", "planned")
      .where("next_action_at", "is not", null)
      .execute();
  });
}

/** One after the other in the order of their ids, as everybody who locks several jobs. */
async function projectJobsOf(
  transaction: Database,
  connectionId: string,
  told: { kind: string; detail: string },
): Promise<void> {
  const jobs = await transaction
    .selectFrom("jobs")
    .select("id")
    .where("connection_id", "=", connectionId)
    .where("ended_at", "is", null)
    .orderBy("id")
    .execute();
  for (const { id } of jobs) {
    const job = await lockJob(transaction, id);
    if (!job) continue;
    await projectJob(transaction, id, job);
    await tell(transaction, { jobId: id }, told);
  }
}

/**
 * Whether a claimed batch has to wait for its connection; it is given back then. When it is time to ask whether the token
 * works again, it asks, by a call that changes nothing.
 */
export async function waitsForConnection(context: Context, job: JobFacts, batch: BatchRow): Promise<boolean> {
  const { database, pace } = context;
  const hold = await database
    .selectFrom("connection_holds")
    .select(["kind", "checks"])
    .select(sql<number>`(extract(epoch from until - now()) * 1000)::float8`.as("left_ms"))
    .where("connection_id", "=", job.connection_id)
    .executeTakeFirst();
  if (!hold) return false;
  if (hold.left_ms > 0) {
    await waitAside(database, batch, hold.left_ms);
    return true;
  }
  if (hold.kind === "throttled") {
    await database
      .deleteFrom("connection_holds")
      .where("connection_id", "=", job.connection_id)
      .where("kind", "=", "throttled")
      .where("until", "<=", sql<Date>`now()`)
      .execute();
    return false;
  }
  if (await letsIn(context, job.connection_id)) {
    await releaseConnection(database, job.connection_id);
    return false;
  }
  const waitMs = longWait(pace.connectionCheckMs, hold.checks + 1);
  await database
    .updateTable("connection_holds")
    .set({ until: inMs(waitMs), checks: sql<number>`checks + 1` })
    .where("connection_id", "=", job.connection_id)
    .execute();
  await putOff(database, job.connection_id, waitMs);
  await waitAside(database, batch, waitMs);
  return true;
}

/**
 * Gives a batch back and says of its job that it waits: one that was submitted in the moment the connection was held
 * knows nothing of it, as neither commit saw the other.
 */
async function waitAside(database: Database, batch: BatchRow, waitMs: number): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const job = await lockJob(transaction, batch.job_id);
    if (!job || !(await putBack(transaction, batch, { nextMs: waitMs }))) return;
    await projectJob(transaction, batch.job_id, job);
  });
}

/** Answers that say something about the object asked for, not about the token. */
const knowsUs: readonly UpstreamError["kind"][] = ["not_found", "refused", "unusable_answer", "forbidden"];

/** Whether an answer of a connection shows that its token is accepted. */
export const isLetIn = (answer: unknown): boolean =>
  !(answer instanceof UpstreamError) || knowsUs.includes(answer.kind);

async function letsIn({ openConnectors }: Context, connectionId: string): Promise<boolean> {
  return isLetIn(await answerOf(openConnectors.objects(connectionId)));
}
