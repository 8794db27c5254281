import "server-only";
import type { Database } from "../database/database";
import type { BatchRow } from "./job-store";
import { goneRows, knownRows } from "./rows-between";

type Ranged = Pick<BatchRow, "job_id" | "index" | "first_row" | "last_row">;

/**
 * Rows of a batch that nobody knows the fate of, in their order: neither failed, nor found in the system, nor settled, nor sent
 * again in another job. For a batch whose other rows are unknown.
 */
export async function openRows(database: Database, batch: Ranged): Promise<number[]> {
  const span = { jobId: batch.job_id, held: false, first: batch.first_row, last: batch.last_row };
  const known = await knownRows(database, span);
  const gone = await goneRows(database, span);
  const rows: number[] = [];
  for (let row = batch.first_row; row <= batch.last_row; row += 1)
    if (!known.has(row) && !gone.has(row)) rows.push(row);
  return rows;
}
