import "server-only";
import type { Database } from "../database/database";
import { failuresIn, lookedUpIn } from "../jobs/rows-between";

interface DonePart {
  index: number;
  first_row: number;
  last_row: number;
  byte_start: number;
  byte_end: number;
  isWhole: boolean;
  done: number;
}

/** The parts of a job with rows that are done. */
export async function doneParts(database: Database, jobId: string): Promise<DonePart[]> {
  const rows = await database
    .selectFrom("batches")
    .select(["index", "first_row", "last_row", "byte_start", "byte_end", "other_records", "failed", "found"])
    .where("job_id", "=", jobId)
    .orderBy("index")
    .execute();
  return rows
    .map(({ other_records, failed, found, ...part }) => {
      const isWhole = other_records === "succeeded";
      return { ...part, isWhole, done: isWhole ? part.last_row - part.first_row + 1 - failed : found };
    })
    .filter(({ done }) => done > 0);
}

/** `most` of the rows that are done, spread evenly over the job, part by part; all of them where they are no more. */
export async function chooseRows(
  database: Database,
  jobId: string,
  most: number,
): Promise<{ part: DonePart; rows: number[] }[]> {
  const parts = await doneParts(database, jobId);
  const whole = parts.reduce((sum, { done }) => sum + done, 0);
  const wanted = Math.min(most, whole);
  const upTo = (seen: number) => Math.floor((seen * wanted) / whole);
  let seen = 0;
  const chosen: { part: DonePart; rows: number[] }[] = [];
  for (const part of parts) {
    const isDone = await doneIn(database, jobId, part);
    const rows: number[] = [];
    for (let row = part.first_row; row <= part.last_row; row += 1) {
      if (!isDone(row)) continue;
      if (upTo(seen + 1) > upTo(seen)) rows.push(row);
      seen += 1;
    }
    if (rows.length > 0) chosen.push({ part, rows });
  }
  return chosen;
}

async function doneIn(database: Database, jobId: string, part: DonePart): Promise<(row: number) => boolean> {
  const span = { jobId, first: part.first_row, last: part.last_row };
  const named = part.isWhole
    ? await failuresIn(database, span).select("f.row").execute()
    : await lookedUpIn(database, span).where("l.verdict", "=", "found").select("l.row").execute();
  const rows = new Set(named.map(({ row }) => row));
  return part.isWhole ? (row) => !rows.has(row) : (row) => rows.has(row);
}
