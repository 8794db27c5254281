import "server-only";
import { createHash } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import { namesOtherAttempt } from "./attempts";
import { tell } from "./audit";
import type { Context } from "./context";
import { restMs } from "./hinted-job";
import { inMs, now } from "./job-store";

export type CallbackResult = "stored" | "unknown_attempt" | "other_job";

const jobId = z.union([z.string(), z.number()]).transform(String).optional().catch(undefined);

/** A summary of the job; each form of the status names it by another key. Open Connectors reference, bulk status and job list. */
const bodySchema = z
  .object({ id: jobId, batchId: jobId, job_id: jobId, jobId })
  .transform((body) => body.id ?? body.batchId ?? body.job_id ?? body.jobId ?? null);

/**
 * Keeps a callback and has its batch looked after at once. It sets no state: what it says is asked for again by a status
 * call, so duplicates, replays and stale words are harmless. Open Connectors reference, callbacks.
 * @param verified whether a signature key was configured and matched
 */
export async function takeCallback(
  context: Context,
  attemptId: string,
  body: Uint8Array,
  verified: boolean,
): Promise<CallbackResult> {
  const { database, log } = context;
  const attempt = await database
    .selectFrom("attempts as a")
    .innerJoin("batches as b", (join) =>
      join.onRef("b.job_id", "=", "a.job_id").onRef("b.index", "=", "a.batch_index"),
    )
    .select(["a.job_id", "a.batch_index", "a.status", "b.bulk_job_id"])
    .where("a.id", "=", storableText(attemptId))
    .executeTakeFirst();
  if (!attempt) return "unknown_attempt";
  const named = namedJob(body);
  // The batch's bulk job is that of the attempt that was accepted; an earlier one may well have made another.
  const isOther = attempt.status === "accepted" && named !== null && named !== attempt.bulk_job_id;
  if (isOther || (await namesOtherAttempt(database, attemptId, new TextDecoder().decode(body)))) {
    log.warn(
      { jobId: attempt.job_id, batch: attempt.batch_index, named },
      "a callback names another bulk job",
    );
    return "other_job";
  }
  await database.transaction().execute(async (transaction) => {
    const callback = { attemptId, body, verified, bulkJobId: named };
    if (!(await keep(transaction, callback))) return;
    await hurry(transaction, attempt, restMs(context));
    if (attempt.status === "not_sent" || attempt.status === "refused")
      await raiseAlarm(transaction, attempt, named);
  });
  return "stored";
}

function namedJob(body: Uint8Array): string | null {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(body));
  } catch {
    // Not JSON: it still says that something happened.
    return null;
  }
  const read = bodySchema.safeParse(value);
  return read.data ? storableText(read.data).slice(0, 200) : null;
}

/** @returns whether it is a new one */
async function keep(
  transaction: Database,
  callback: { attemptId: string; body: Uint8Array; verified: boolean; bulkJobId: string | null },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto("callbacks")
    .values({
      attempt_id: callback.attemptId,
      body_sha256: createHash("sha256").update(callback.body).digest("hex"),
      verified: callback.verified,
      bulk_job_id: callback.bulkJobId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

interface Whose {
  job_id: string;
  batch_index: number;
}

/** Whoever is at work on the batch now sees by the higher count that it has to be looked at again. */
async function hurry(transaction: Database, { job_id, batch_index }: Whose, rest: number): Promise<void> {
  await transaction
    .updateTable("batches")
    .set({
      hints: sql<number>`hints + 1`,
      next_action_at: sql<Date>`case when status = 'running' then ${now}
        when status in ('unknown', 'needs_decision') then least(next_action_at, ${inMs(rest)})
        else next_action_at end`,
    })
    .where("job_id", "=", job_id)
    .where("index", "=", batch_index)
    .execute();
}

/** The evidence said that this attempt never arrived, and the upstream speaks of it. */
async function raiseAlarm(transaction: Database, whose: Whose, named: string | null): Promise<void> {
  await tell(
    transaction,
    { jobId: whose.job_id, batchIndex: whose.batch_index },
    {
      kind: "possible_duplicate",
      detail: `Open Connectors reports on an attempt that was taken as not sent${named === null ? "" : ` (job ${named})`}. Its rows may exist twice.`,
      evidence: { bulkJobId: named },
    },
  );
}
