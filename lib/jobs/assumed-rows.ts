import "server-only";
import { sql } from "kysely";
import type { Database } from "../database/database";

/**
 * Failed rows of a family that are known by number only, counted from 1, while nothing has proved that the connection counts
 * so. Where the first and the last row of a part failed, the numbers themselves prove it.
 */
export async function countAssumed(database: Database, rootId: string): Promise<number> {
  const { rows } = await sql<{ assumed: number }>`
    select coalesce(sum(b.failed), 0)::bigint as assumed
    from batches b join jobs j on j.id = b.job_id
    where (j.id = ${rootId} or j.root_job_id = ${rootId}) and b.failed > 0
      and b.row_base is not null and not b.row_base_proved
      and (select count(*) from record_outcomes f
        where f.job_id = b.job_id and f.row in (b.first_row, b.last_row)) < least(2, b.last_row - b.first_row + 1)`.execute(
    database,
  );
  return rows[0]?.assumed ?? 0;
}
