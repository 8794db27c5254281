import "server-only";
import { createHash } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import { type AttemptRow, marksIn } from "./attempts";
import { tell } from "./audit";
import type { Context } from "./context";
import { restMs } from "./hinted-job";
import { inMs, now } from "./job-store";
import { together } from "./together";

export type CallbackResult = "stored" | "unknown_attempt" | "other_job";

const jobId = z.union([z.string(), z.number()]).transform(String).optional().catch(undefined);

/** A summary of the job; each form of the status names it by another key. Open Connectors reference, bulk status and job list. */
const bodySchema = z
  .object({ id: jobId, batchId: jobId, job_id: jobId, jobId })
  .transform((body) => body.id ?? body.batchId ?? body.job_id ?? body.jobId ?? null);

interface Callback {
  attemptId: string;
  /** SHA-256 of the body in hex: the same one again is no news. */
  bodySha256: string;
  verified: boolean;
  /** The bulk job the body speaks of. */
  bulkJobId: string | null;
  /** What in the body may be the mark of an attempt. */
  marks: string[];
}

/** Most callbacks that are kept in one transaction. */
const mostAtOnce = 200;

/**
 * Takes callbacks: each is kept and has its batch looked after at once. It sets no state: what it says is asked for again by
 * a status call, so duplicates, replays and stale words are harmless. Those that come at one time are kept in one
 * transaction, so that a storm of them leaves the database to others. Open Connectors reference, callbacks.
 * @returns takes one; `verified` says whether a signature key was configured and matched
 */
export function createCallbacks(
  context: Pick<Context, "database" | "log" | "pace">,
): (attemptId: string, body: Uint8Array, verified: boolean) => Promise<CallbackResult> {
  const take = together(mostAtOnce, (callbacks: readonly Callback[]) => takeAll(context, callbacks));
  return (attemptId, body, verified) => {
    const text = new TextDecoder().decode(body);
    return take({
      attemptId: storableText(attemptId),
      bodySha256: createHash("sha256").update(body).digest("hex"),
      verified,
      bulkJobId: namedJob(text),
      marks: marksIn(text),
    });
  };
}

async function takeAll(
  { database, log, pace }: Pick<Context, "database" | "log" | "pace">,
  callbacks: readonly Callback[],
): Promise<CallbackResult[]> {
  const attempts = await readAttempts(database, callbacks);
  const results = callbacks.map((callback): CallbackResult => {
    const attempt = attempts.get(callback.attemptId);
    if (!attempt) return "unknown_attempt";
    if (!isOfOther(attempt, callback, attempts)) return "stored";
    log.warn(
      { jobId: attempt.job_id, batch: attempt.batch_index, named: callback.bulkJobId },
      "a callback names another bulk job",
    );
    return "other_job";
  });
  const taken = callbacks.filter((_, at) => results[at] === "stored");
  if (taken.length === 0) return results;
  const alarming = taken.filter(({ attemptId }) => isThoughtGone(attempts.get(attemptId)));
  if (alarming.length === 0) await keep(database, taken, restMs({ pace }));
  else
    await database.transaction().execute(async (transaction) => {
      const news = await keep(transaction, taken, restMs({ pace }));
      const last = new Map(alarming.map(({ attemptId, bulkJobId }) => [attemptId, bulkJobId]));
      for (const [attemptId, bulkJobId] of last) {
        const attempt = attempts.get(attemptId);
        if (attempt && news.has(attemptId)) await raiseAlarm(transaction, attempt, bulkJobId);
      }
    });
  return results;
}

type Attempt = Pick<AttemptRow, "id" | "job_id" | "batch_index" | "status"> & { bulk_job_id: string | null };

/** The attempts that were called for, and those whose marks the bodies carry. */
async function readAttempts(
  database: Database,
  callbacks: readonly Callback[],
): Promise<Map<string, Attempt>> {
  const ids = new Set(callbacks.flatMap(({ attemptId, marks }) => [attemptId, ...marks]));
  const attempts = await database
    .selectFrom("attempts as a")
    .innerJoin("batches as b", (join) =>
      join.onRef("b.job_id", "=", "a.job_id").onRef("b.index", "=", "a.batch_index"),
    )
    .select(["a.id", "a.job_id", "a.batch_index", "a.status", "b.bulk_job_id"])
    .where("a.id", "=", sql<string>`any(${[...ids]}::text[])`)
    .execute();
  return new Map(attempts.map((attempt) => [attempt.id, attempt]));
}

/** The batch's bulk job is that of the attempt that was accepted; an earlier one may well have made another. */
function isOfOther(
  attempt: Attempt,
  { attemptId, bulkJobId, marks }: Callback,
  attempts: ReadonlyMap<string, Attempt>,
): boolean {
  if (marks.some((mark) => mark !== attemptId && attempts.has(mark))) return true;
  return attempt.status === "accepted" && bulkJobId !== null && bulkJobId !== attempt.bulk_job_id;
}

function namedJob(text: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not JSON: it still says that something happened.
    return null;
  }
  const read = bodySchema.safeParse(value);
  return read.data ? storableText(read.data).slice(0, 200) : null;
}

/** The evidence said that it never arrived. */
const isThoughtGone = (attempt: Attempt | undefined): boolean =>
  attempt?.status === "not_sent" || attempt?.status === "refused";

/**
 * Keeps callbacks and has their batches looked after at once, in one statement: a storm waits for exchanges with the
 * database before anything else. Whoever is at work on a batch now sees by the higher count that it has to be looked at again.
 * @param rest milliseconds until a callback counts where an answer was lost
 * @returns the attempts of which there is something new
 */
async function keep(on: Database, callbacks: readonly Callback[], rest: number): Promise<Set<string>> {
  const of = <Key extends keyof Callback>(key: Key) => callbacks.map((callback) => callback[key]);
  // One batch of a job at the most, and no job is held here: two changes of one job wait, and never for each other.
  const { rows } = await sql<{ attempt_id: string }>`
    with kept as (
      insert into callbacks (attempt_id, body_sha256, verified, bulk_job_id)
      select * from unnest(${of("attemptId")}::text[], ${of("bodySha256")}::text[],
        ${of("verified")}::boolean[], ${of("bulkJobId")}::text[])
      on conflict do nothing returning attempt_id
    ), hurried as (
      update batches set hints = hints + 1, next_action_at = case
        when status = 'running' then ${now}
        when status in ('unknown', 'needs_decision') then least(next_action_at, ${inMs(rest)})
        else next_action_at end
      where (job_id, index) in (select job_id, batch_index from attempts where id in (select attempt_id from kept))
        and status in ('intended', 'started', 'running', 'unknown', 'needs_decision')
    ) select distinct attempt_id from kept`.execute(on);
  return new Set(rows.map(({ attempt_id }) => attempt_id));
}

/** The evidence said that this attempt never arrived, and the upstream speaks of it. */
async function raiseAlarm(transaction: Database, whose: Attempt, named: string | null): Promise<void> {
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
