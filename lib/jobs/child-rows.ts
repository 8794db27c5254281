import "server-only";
import type { ChildRequest } from "../api-contract/decisions";
import type { Database } from "../database/database";
import { JobRefusal } from "./job-refusal";

/**
 * The records of a job that a request chooses, in their order.
 * @throws JobRefusal when there are none
 */
export async function chooseRows(
  database: Database,
  jobId: string,
  request: ChildRequest,
): Promise<number[]> {
  const rows =
    request.select.kind === "rows"
      ? toRows(request.select.rows)
      : await notFoundRows(database, jobId, request.select.batchIndex);
  if (rows.length === 0)
    throw new JobRefusal(409, "no_open_rows", "There is no such row left to send again.");
  return rows;
}

const toRows = (runs: readonly (number | [number, number])[]): number[] => {
  const rows = new Set<number>();
  for (const run of runs) {
    const [first, last] = typeof run === "number" ? [run, run] : run;
    if (last - first > mostRows)
      throw new JobRefusal(422, "too_many_rows", "That is more rows than any import has.");
    for (let row = first; row <= last; row += 1) rows.add(row);
  }
  return [...rows].sort((a, b) => a - b);
};
const mostRows = 10_000_000;

/** Looked for, agreed to be not there, in no other job and not settled. */
export async function notFoundRows(database: Database, jobId: string, batchIndex: number): Promise<number[]> {
  const rows = await database
    .selectFrom("looked_up_records as l")
    .leftJoin("child_records as c", (join) =>
      join.onRef("c.parent_job_id", "=", "l.job_id").onRef("c.row", "=", "l.row").on("c.held", "=", false),
    )
    .leftJoin("settled_rows as s", (join) =>
      join.onRef("s.job_id", "=", "l.job_id").onRef("s.row", "=", "l.row").on("s.held", "=", false),
    )
    .select("l.row")
    .where("l.job_id", "=", jobId)
    .where("l.batch_index", "=", batchIndex)
    .where("l.taken", "=", true)
    .where("l.verdict", "=", "not_found")
    .where("c.row", "is", null)
    .where("s.row", "is", null)
    .orderBy("l.row")
    .execute();
  return rows.map(({ row }) => row);
}
