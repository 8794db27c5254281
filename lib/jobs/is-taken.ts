import "server-only";
import type { Database } from "../database/database";
import type { BatchRow } from "./job-store";

/** Whether a bulk job is another batch's already. */
export async function isTaken(
  database: Database,
  batch: Pick<BatchRow, "connection_id" | "job_id" | "index">,
  bulkJobId: string,
): Promise<boolean> {
  const taken = await database
    .selectFrom("batches")
    .select("index")
    .where("connection_id", "=", batch.connection_id)
    .where("bulk_job_id", "=", bulkJobId)
    .where(({ not, and, eb }) => not(and([eb("job_id", "=", batch.job_id), eb("index", "=", batch.index)])))
    .limit(1)
    .execute();
  return taken.length > 0;
}
