import "server-only";
import type { Database } from "../database/database";
import type { BatchRow } from "./job-store";

/** Whether a bulk job is a batch's already. */
export async function isTaken(
  database: Database,
  batch: Pick<BatchRow, "connection_id">,
  bulkJobId: string,
): Promise<boolean> {
  const taken = await database
    .selectFrom("batches")
    .select("index")
    .where("connection_id", "=", batch.connection_id)
    .where("bulk_job_id", "=", bulkJobId)
    .limit(1)
    .execute();
  return taken.length > 0;
}
