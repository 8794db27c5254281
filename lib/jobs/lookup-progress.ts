import "server-only";
import { sql } from "kysely";
import type { LookupProgress } from "../api-contract/decisions";
import type { Database } from "../database/database";
import type { BatchRow } from "./job-store";
import { openRows } from "./open-rows";

const ofVerdict = (verdict: string) => sql<number>`count(*) filter (where verdict = ${verdict})`;

/** How far the looking for a part's rows is that nobody has agreed to yet. @returns null when nobody has begun */
export async function readProgress(
  database: Database,
  batch: Pick<BatchRow, "job_id" | "index" | "first_row" | "last_row">,
): Promise<LookupProgress | null> {
  const seen = await database
    .selectFrom("looked_up_records")
    .select("field")
    .select([
      ofVerdict("found").as("found"),
      ofVerdict("not_found").as("notFound"),
      ofVerdict("several").as("several"),
      ofVerdict("unchecked").as("unchecked"),
    ])
    .where("job_id", "=", batch.job_id)
    .where("batch_index", "=", batch.index)
    .where("taken", "=", false)
    .groupBy("field")
    .executeTakeFirst();
  if (!seen) return null;
  const total = (await openRows(database, batch)).length;
  const looked = seen.found + seen.notFound + seen.several + seen.unchecked;
  return { ...seen, total, done: looked >= total };
}
