import "server-only";
import type { ChildRequest } from "../api-contract/decisions";
import type { Database } from "../database/database";
import { JobRefusal } from "./job-refusal";
import { counted } from "./words";

/** A record may be sent again when its part has ended without its success being known. */
type Openness = "failed" | "not_tried" | "not_there" | "in_doubt";

/**
 * The records of a job that a request chooses, in their order.
 * @throws JobRefusal when one of them is not open, or may be in the system already and nobody has said that this is meant
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
  const openness = await opennessOf(database, jobId, rows);
  const closed = rows.filter((row) => !openness.has(row));
  if (closed.length > 0)
    throw new JobRefusal(
      409,
      "rows_not_open",
      `${counted(closed.length, "row")} cannot be sent again: done, still under way, or in another import already. The first is row ${closed[0]}.`,
    );
  const doubtful = rows.filter((row) => openness.get(row) === "in_doubt");
  if (doubtful.length > 0 && request.confirmed !== true)
    throw new JobRefusal(
      409,
      "rows_in_doubt",
      `${counted(doubtful.length, "row")} may be in the system already and would then exist twice. Look for them first, or confirm that this is meant.`,
    );
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

/** Looked for, agreed to be not there, and in no other job yet. */
export async function notFoundRows(database: Database, jobId: string, batchIndex: number): Promise<number[]> {
  const rows = await database
    .selectFrom("looked_up_records as l")
    .leftJoin("child_records as c", (join) =>
      join.onRef("c.parent_job_id", "=", "l.job_id").onRef("c.row", "=", "l.row"),
    )
    .select("l.row")
    .where("l.job_id", "=", jobId)
    .where("l.batch_index", "=", batchIndex)
    .where("l.taken", "=", true)
    .where("l.verdict", "=", "not_found")
    .where("c.row", "is", null)
    .orderBy("l.row")
    .execute();
  return rows.map(({ row }) => row);
}

/** Rows that are not in the answer are not open. */
async function opennessOf(
  database: Database,
  jobId: string,
  rows: readonly number[],
): Promise<Map<number, Openness>> {
  const span = { jobId, first: rows[0] ?? 0, last: rows.at(-1) ?? 0 };
  const [batches, failed, seen, elsewhere] = await Promise.all([
    database
      .selectFrom("batches")
      .select(["first_row", "last_row", "other_records"])
      .where("job_id", "=", jobId)
      .where("other_records", "is not", null)
      .orderBy("index")
      .execute(),
    failedRows(database, span),
    agreedVerdicts(database, span),
    rowsElsewhere(database, span),
  ]);
  const open = new Map<number, Openness>();
  let at = 0;
  for (const row of rows) {
    while ((batches[at]?.last_row ?? Number.POSITIVE_INFINITY) < row) at += 1;
    const batch = batches[at];
    if (!batch || row < batch.first_row || elsewhere.has(row)) continue;
    if (failed.has(row)) open.set(row, "failed");
    else if (batch.other_records === "not_tried") open.set(row, "not_tried");
    else if (batch.other_records === "unknown" && seen.get(row) === "not_found") open.set(row, "not_there");
    else if (batch.other_records === "unknown" && seen.get(row) !== "found") open.set(row, "in_doubt");
  }
  return open;
}

interface Span {
  jobId: string;
  first: number;
  last: number;
}

async function failedRows(database: Database, { jobId, first, last }: Span): Promise<Set<number>> {
  const rows = await database
    .selectFrom("record_outcomes")
    .select("row")
    .where("job_id", "=", jobId)
    .where("row", ">=", first)
    .where("row", "<=", last)
    .execute();
  return new Set(rows.map(({ row }) => row));
}

async function agreedVerdicts(
  database: Database,
  { jobId, first, last }: Span,
): Promise<Map<number, string>> {
  const rows = await database
    .selectFrom("looked_up_records")
    .select(["row", "verdict"])
    .where("job_id", "=", jobId)
    .where("taken", "=", true)
    .where("row", ">=", first)
    .where("row", "<=", last)
    .execute();
  return new Map(rows.map(({ row, verdict }) => [row, verdict]));
}

async function rowsElsewhere(database: Database, { jobId, first, last }: Span): Promise<Set<number>> {
  const rows = await database
    .selectFrom("child_records")
    .select("row")
    .where("parent_job_id", "=", jobId)
    .where("row", ">=", first)
    .where("row", "<=", last)
    .execute();
  return new Set(rows.map(({ row }) => row));
}
