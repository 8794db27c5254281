import "server-only";
import type { Database } from "../database/database";
import type { BulkStatus } from "../open-connectors/bulk-jobs";
import type { BatchRow } from "./job-store";

/**
 * Whether the failed rows are part of the total is told both ways (Open Connectors reference, bulk status). A total that
 * only agrees when they are not is believed until the connection has shown that they are: then rows are missing.
 * @returns whether the connection counted them in before; asked only where it matters
 */
export async function countsFailedIn(
  database: Database,
  batch: Pick<BatchRow, "connection_id" | "first_row" | "last_row">,
  { total, failed }: BulkStatus,
): Promise<boolean> {
  const sent = batch.last_row - batch.first_row + 1;
  if (!failed || total === null || total + failed !== sent) return false;
  const shown = await database
    .selectFrom("batches")
    .select("index")
    .where("connection_id", "=", batch.connection_id)
    .where("status", "=", "completed")
    .where("other_records", "=", "succeeded")
    .where("reported_failed", ">", 0)
    .where(({ eb, ref }) => eb("reported_total", "=", eb(eb(ref("last_row"), "-", ref("first_row")), "+", 1)))
    .limit(1)
    .execute();
  return shown.length > 0;
}
