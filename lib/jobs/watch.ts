import "server-only";
import { sql } from "kysely";
import type { AttemptRow } from "./attempts";
import { tell } from "./audit";
import { begunElsewhere } from "./begun-elsewhere";
import type { Context } from "./context";
import { inMs, readJobFacts } from "./job-store";
import { search } from "./search";
import { partOf, sentences } from "./words";

/**
 * Attempts that a person has decided without are looked for on, for a day: what turns up then may exist twice, and somebody
 * has to know. It changes no state. Whoever takes one pushes its next look forward, so several processes share the work.
 * @returns whether there was one
 */
export async function watchOne(context: Context): Promise<boolean> {
  const { database, pace } = context;
  const taken = await sql<AttemptRow & { age_ms: number }>`
    update attempts set next_look_at = ${inMs(pace.laterLookMs.longest)}
    where id = (select id from attempts where next_look_at <= now() order by next_look_at
      limit 1 for update skip locked)
    returning *, (extract(epoch from now() - coalesce(finished_at, created_at)) * 1000)::float8 as age_ms`.execute(
    database,
  );
  const attempt = taken.rows[0];
  if (!attempt) return false;
  if (attempt.age_ms > pace.laterLookMs.until) {
    await stopLooking(context, attempt);
    return true;
  }
  await lookOnce(context, attempt);
  return true;
}

async function stopLooking({ database }: Pick<Context, "database">, { id }: AttemptRow): Promise<void> {
  await database.updateTable("attempts").set({ next_look_at: null }).where("id", "=", id).execute();
}

async function lookOnce(context: Context, attempt: AttemptRow): Promise<void> {
  const { database, log } = context;
  const job = await readJobFacts(database, attempt.job_id);
  if (begunElsewhere(context, job) !== undefined) return;
  const batch = await database
    .selectFrom("batches")
    .selectAll()
    .where("job_id", "=", attempt.job_id)
    .where("index", "=", attempt.batch_index)
    .executeTakeFirstOrThrow();
  const result = await search(context, { job, batch, attempt });
  if (result.kind !== "found") return;
  const { bulkJobId } = result;
  await database.transaction().execute(async (transaction) => {
    await stopLooking({ database: transaction }, attempt);
    await tell(
      transaction,
      { jobId: attempt.job_id, batchIndex: attempt.batch_index },
      {
        kind: "possible_duplicate",
        detail: sentences(
          `Possible duplicate: ${partOf(batch, job.parts)} did arrive after all, as job ${bulkJobId}, and turned up after it was decided about`,
          `What was sent again since then may exist twice. Look in ${job.connector_name}`,
        ),
        evidence: { attemptId: attempt.id, ...result },
      },
    );
  });
  log.error({ jobId: attempt.job_id, bulkJobId }, "possible duplicate upstream");
}
