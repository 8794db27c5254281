import "server-only";
import { sql } from "kysely";
import type { CountedReason } from "../api-contract/reasons";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import { signatureOf } from "../reasons/signature";

const reasonsAtOnce = 1_000;
const mostShown = 50;

/**
 * Counts why records of a job failed, each reason once.
 * @returns the id of the reason of each of them
 */
export async function keepReasons(
  transaction: Database,
  jobId: string,
  reasons: readonly string[],
): Promise<(reason: string) => number | null> {
  const found = new Map<string, { example: string; rows: number }>();
  for (const reason of reasons) {
    const signature = signatureOf(reason);
    const known = found.get(signature);
    if (known) known.rows += 1;
    else found.set(signature, { example: reason, rows: 1 });
  }
  const ids = new Map<string, number>();
  const kept = [...found].map(([signature, { example, rows }]) => ({
    ...{ job_id: jobId, signature, example, rows },
  }));
  for (let at = 0; at < kept.length; at += reasonsAtOnce) {
    const rows = await transaction
      .insertInto("failure_reasons")
      .values(kept.slice(at, at + reasonsAtOnce))
      .onConflict((conflict) =>
        conflict
          .expression(sql`job_id, md5(signature)`)
          .doUpdateSet({ rows: sql<number>`failure_reasons.rows + excluded.rows` }),
      )
      .returning(["id", "signature"])
      .execute();
    for (const { id, signature } of rows) ids.set(signature, id);
  }
  return (reason) => ids.get(signatureOf(reason)) ?? null;
}

/** These failures are no longer a row's: which rows failed is not known. */
export async function forgetReasons(
  transaction: Database,
  failures: readonly { reason_id: number | null }[],
): Promise<void> {
  const ids = failures.flatMap(({ reason_id }) => reason_id ?? []);
  await sql`update failure_reasons f set rows = f.rows - n.rows
    from (select id, count(*) as rows from unnest(${ids}::bigint[]) as own (id) group by id) n
    where f.id = n.id`.execute(transaction);
}

export interface CountedReasons {
  reasons: CountedReason[];
  total: number;
}

/** Why rows of a job failed, the most frequent first, and how many reasons there are. @returns undefined for a job that is not known */
export async function readReasons(database: Database, jobId: string): Promise<CountedReasons | undefined> {
  const id = storableText(jobId);
  const job = await database.selectFrom("jobs").select("id").where("id", "=", id).executeTakeFirst();
  if (!job) return undefined;
  const all = database.selectFrom("failure_reasons").where("job_id", "=", id).where("rows", ">", 0);
  const reasons = await all
    .select(["id", "signature", "example", "rows"])
    .orderBy("rows", "desc")
    .orderBy("id")
    .limit(mostShown)
    .execute();
  const { count } = await all.select(({ fn }) => fn.countAll<number>().as("count")).executeTakeFirstOrThrow();
  return { reasons, total: count };
}
