import "server-only";
import type { JobRow } from "../api-contract/jobs";
import type { Database } from "../database/database";

/** What was done about rows of a job since: sent again in another import, or settled. Others are not in the answer. */
export async function readSince(
  database: Database,
  { jobId, held }: { jobId: string; held: boolean },
  rows: readonly number[],
): Promise<Map<number, NonNullable<JobRow["since"]>>> {
  if (rows.length === 0) return new Map();
  const [sent, settled] = await Promise.all([
    database
      .selectFrom("child_records as c")
      .innerJoin("jobs as j", "j.id", "c.child_job_id")
      .select(["c.row", "j.id", "j.number"])
      .where("c.parent_job_id", "=", jobId)
      .where("c.held", "=", held)
      .where("c.row", "in", rows)
      .execute(),
    database
      .selectFrom("settled_rows")
      .select(["row", "settlement_id"])
      .where("job_id", "=", jobId)
      .where("held", "=", held)
      .where("row", "in", rows)
      .execute(),
  ]);
  return new Map<number, NonNullable<JobRow["since"]>>([
    ...sent.map(({ row, id, number }) => [row, { kind: "sent_again", job: { id, number } }] as const),
    ...settled.map(
      ({ row, settlement_id }) => [row, { kind: "settled", settlement: settlement_id }] as const,
    ),
  ]);
}
