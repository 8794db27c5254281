import "server-only";
import { sql } from "kysely";
import type { LeftOutcome } from "../api-contract/family";
import type { Database } from "../database/database";
import type { Left } from "../family";

/** Writes down that rows of a job went on into another job, or were settled; below zero, that they came back. */
export async function countLeft(
  transaction: Database,
  jobId: string,
  how: "sent_again" | "settled",
  counts: ReadonlyMap<LeftOutcome, number>,
): Promise<void> {
  for (const [outcome, count] of counts)
    await transaction
      .insertInto("left_rows")
      .values({ job_id: jobId, outcome, [how]: count })
      .onConflict((conflict) =>
        conflict
          .columns(["job_id", "outcome"])
          .doUpdateSet({ [how]: sql<number>`left_rows.${sql.ref(how)} + ${count}` }),
      )
      .execute();
  await projectOpenRows(transaction, jobId);
}

/** How many rows of a job are open, for the list: to be called wherever that may have changed. */
export async function projectOpenRows(transaction: Database, jobId: string): Promise<void> {
  await transaction
    .updateTable("jobs")
    .set({ open_rows: sql<number>`open_rows_of(id, kept_back)` })
    .where("id", "=", jobId)
    .execute();
}

/**
 * Counts anew what left a job, after it was found that other rows had failed than was thought when they left. One that had
 * succeeded all along is then in two imports, and counts once.
 */
export async function recountLeft(transaction: Database, jobId: string): Promise<void> {
  const { rows } = await sql<{ outcome: LeftOutcome; sent_again: number; settled: number }>`
    select case when o.row is not null then 'failed' else coalesce(b.other_records, 'unknown') end as outcome,
      count(*) filter (where gone.sent) as sent_again, count(*) filter (where not gone.sent) as settled
    from (select row, true as sent from child_records where parent_job_id = ${jobId} and not held
      union all select row, false from settled_rows where job_id = ${jobId} and not held) gone
    join batches b on b.job_id = ${jobId} and gone.row between b.first_row and b.last_row
    left join record_outcomes o on o.job_id = ${jobId} and o.row = gone.row
    group by 1`.execute(transaction);
  await transaction
    .deleteFrom("left_rows")
    .where("job_id", "=", jobId)
    .where("outcome", "not in", ["kept_back", "excluded"])
    .execute();
  for (const row of rows)
    await transaction
      .insertInto("left_rows")
      .values({ job_id: jobId, ...row })
      .execute();
  await projectOpenRows(transaction, jobId);
}

/** What left each of these jobs. */
export async function readLeft(database: Database, jobIds: readonly string[]): Promise<Map<string, Left>> {
  const left = new Map<string, Left>();
  if (jobIds.length === 0) return left;
  const rows = await database.selectFrom("left_rows").selectAll().where("job_id", "in", jobIds).execute();
  for (const { job_id, outcome, sent_again, settled } of rows)
    left.set(job_id, { ...left.get(job_id), [outcome]: { sentAgain: sent_again, settled } });
  return left;
}
