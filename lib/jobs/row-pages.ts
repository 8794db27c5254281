import "server-only";
import type { Database } from "../database/database";
import type { BatchRow } from "./job-store";
import { knownRows } from "./rows-between";

export const pageSize = 100;

/** A record on a page, without what the file says of it. */
export interface ListedRecord {
  row: number;
  reason: string | null;
  batch: Pick<BatchRow, "index" | "first_row" | "byte_start" | "byte_end">;
}

type Ranged = Pick<BatchRow, "index" | "first_row" | "last_row" | "byte_start" | "byte_end" | "message">;
const rangeColumns = ["index", "first_row", "last_row", "byte_start", "byte_end", "message"] as const;

/** Failed records behind `after`, of one reason or of any, one more than a page so that a next page is known. */
export async function failedRecords(
  database: Database,
  jobId: string,
  after: number,
  reasonId?: number,
): Promise<ListedRecord[]> {
  const rows = await database
    .selectFrom("record_outcomes as o")
    .innerJoin("batches as b", (join) =>
      join.onRef("b.job_id", "=", "o.job_id").onRef("b.index", "=", "o.batch_index"),
    )
    .select(["o.row", "o.reason", "b.index", "b.first_row", "b.byte_start", "b.byte_end"])
    .where("o.job_id", "=", jobId)
    .where("o.row", ">", after)
    .$if(reasonId !== undefined, (query) => query.where("o.reason_id", "=", reasonId ?? null))
    .orderBy("o.row")
    .limit(pageSize + 1)
    .execute();
  return rows.map(({ row, reason, ...batch }) => ({ row, reason, batch }));
}

/** Records without an outcome of their own, behind `after`: everything in their batches that did not fail. */
export async function otherRecords(
  database: Database,
  jobId: string,
  which: "unknown" | "not_tried",
  after: number,
): Promise<ListedRecord[]> {
  const listed: ListedRecord[] = [];
  for (const batch of await batchesWith(database, jobId, which, after)) {
    const known = await knownRows(database, { jobId, first: batch.first_row, last: batch.last_row });
    const first = Math.max(batch.first_row, after + 1);
    for (let row = first; row <= batch.last_row && listed.length <= pageSize; row += 1)
      if (!known.has(row)) listed.push({ row, reason: batch.message, batch });
    if (listed.length > pageSize) break;
  }
  return listed;
}

function batchesWith(
  database: Database,
  jobId: string,
  which: "unknown" | "not_tried",
  after: number,
): Promise<Ranged[]> {
  const statuses = which === "unknown" ? (["unknown", "needs_decision"] as const) : (["planned"] as const);
  return database
    .selectFrom("batches")
    .select(rangeColumns)
    .where("job_id", "=", jobId)
    .where("last_row", ">", after)
    .where(({ or, eb }) => or([eb("other_records", "=", which), eb("status", "in", statuses)]))
    .orderBy("index")
    .execute();
}
