import { sql } from "kysely";
import type { Database } from "../lib/database/database";

/** Rows fail for the first of these reasons, one in ten for a second one, three of all for the third. */
export const reasons = {
  frequent: "The tax code is not known.",
  other: "The account is closed.",
  rare: "The period is not open for postings.",
};

/**
 * Lets an import that was submitted end as its upstream would have ended it: the first `failing` rows have failed, of the
 * others the first half is done and the rest was not tried. Written part by part, as the engine does.
 * @returns the number of the last row that failed
 */
export async function endWithFailures(database: Database, jobId: string, failing: number): Promise<number> {
  const ids: Record<string, number> = {};
  for (const [kind, example] of Object.entries(reasons)) {
    const { rows } = await sql<{ id: number }>`insert into failure_reasons (job_id, signature, example, rows)
      values (${jobId}, ${example}, ${example}, 1) returning id`.execute(database);
    ids[kind] = rows[0]?.id ?? 0;
  }
  const batches = await database
    .selectFrom("batches")
    .select(["index", "first_row", "last_row"])
    .where("job_id", "=", jobId)
    .orderBy("index")
    .execute();
  for (const { index, first_row, last_row } of batches) {
    const lastFailed = Math.min(last_row, failing);
    await sql`insert into record_outcomes (job_id, row, batch_index, reason, response, reason_id)
      select ${jobId}, row, ${index}, example, '{"message":"' || example || '"}', id
      from (select row, case when row > ${failing - 3} then ${ids.rare}::bigint when row % 10 = 0 then ${ids.other}::bigint
          else ${ids.frequent}::bigint end as reason_id from generate_series(${first_row}::bigint, ${lastFailed}::bigint) as row) failed
      join failure_reasons f on f.id = failed.reason_id`.execute(database);
    const isTried = first_row <= failing * 1.1;
    await database
      .updateTable("batches")
      .set({
        status: isTried ? "completed" : "dropped",
        other_records: isTried ? "succeeded" : "not_tried",
        failed: Math.max(0, lastFailed - first_row + 1),
        ended_at: sql<Date>`now()`,
        next_action_at: null,
      })
      .where("job_id", "=", jobId)
      .where("index", "=", index)
      .execute();
  }
  await sql`update failure_reasons f set rows = (select count(*) from record_outcomes o where o.job_id = f.job_id and o.reason_id = f.id)
    where job_id = ${jobId}`.execute(database);
  await sql`update jobs set status = 'completed_with_failures', ended_at = now(), open_rows = open_rows_of(id, kept_back)
    where id = ${jobId}`.execute(database);
  for (const table of ["record_outcomes", "batches", "failure_reasons", "jobs"])
    await sql`vacuum analyze ${sql.table(table)}`.execute(database);
  return failing;
}
