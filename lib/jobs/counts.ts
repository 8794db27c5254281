import "server-only";
import { sql } from "kysely";
import type { RowCounts } from "../api-contract/jobs";
import type { Database } from "../database/database";

type OfRecords = Pick<RowCounts, "succeeded" | "failed" | "unknown" | "notTried">;

/** Of a job without batches. */
export const noRecords: OfRecords = { succeeded: 0, failed: 0, unknown: 0, notTried: 0 };

const records = sql<number>`last_row - first_row + 1`;

/**
 * What became of the records of jobs, as far as it is known. Records of a batch that is on its way count nowhere; those of
 * a batch whose arrival is not known count as unknown; those nobody sent, or that were refused, as not tried.
 */
export async function countRecords(
  database: Database,
  jobIds: readonly string[],
): Promise<Map<string, OfRecords>> {
  if (jobIds.length === 0) return new Map();
  const rows = await database
    .selectFrom("batches")
    .select("job_id")
    .select([
      sql<number>`sum(case when other_records = 'succeeded' then ${records} - failed else found end)::bigint`.as(
        "succeeded",
      ),
      sql<number>`sum(failed)::bigint`.as("failed"),
      sql<number>`sum(case when other_records = 'unknown' then ${records} - failed - found
        when status in ('unknown', 'needs_decision') then ${records} else 0 end)::bigint`.as("unknown"),
      sql<number>`sum(case when status = 'planned' or other_records = 'not_tried' then ${records} else 0 end)::bigint`.as(
        "not_tried",
      ),
    ])
    .where("job_id", "in", jobIds)
    .groupBy("job_id")
    .execute();
  return new Map(
    rows.map(({ job_id, succeeded, failed, unknown, not_tried }) => [
      job_id,
      { succeeded, failed, unknown, notTried: not_tried },
    ]),
  );
}
