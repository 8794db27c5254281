import "server-only";
import type { Database } from "../database/database";
import type { BatchRow } from "./job-store";

type Ranged = Pick<BatchRow, "job_id" | "index" | "first_row" | "last_row">;

/**
 * Rows of a batch that nobody knows the fate of, in their order: neither failed, nor found in the system, nor settled, nor sent
 * again in another job. For a batch whose other rows are unknown.
 */
export async function openRows(database: Database, batch: Ranged): Promise<number[]> {
  const known = await knownRows(database, batch);
  const rows: number[] = [];
  for (let row = batch.first_row; row <= batch.last_row; row += 1) if (!known.has(row)) rows.push(row);
  return rows;
}

async function knownRows(database: Database, { job_id, first_row, last_row }: Ranged): Promise<Set<number>> {
  const failed = database
    .selectFrom("record_outcomes")
    .select("row")
    .where("job_id", "=", job_id)
    .where("row", ">=", first_row)
    .where("row", "<=", last_row);
  const found = database
    .selectFrom("looked_up_records")
    .select("row")
    .where("job_id", "=", job_id)
    .where("row", ">=", first_row)
    .where("row", "<=", last_row)
    .where("taken", "=", true)
    .where("verdict", "=", "found");
  const elsewhere = database
    .selectFrom("child_records")
    .select("row")
    .where("parent_job_id", "=", job_id)
    .where("held", "=", false)
    .where("row", ">=", first_row)
    .where("row", "<=", last_row);
  const settled = database
    .selectFrom("settled_rows")
    .select("row")
    .where("job_id", "=", job_id)
    .where("held", "=", false)
    .where("row", ">=", first_row)
    .where("row", "<=", last_row);
  const rows = await failed.union(found).union(elsewhere).union(settled).execute();
  return new Set(rows.map(({ row }) => row));
}
