import "server-only";
import type { LeftOutcome } from "../api-contract/family";
import type { Database } from "../database/database";
import { verdictsBetween } from "./row-facts";
import { failuresIn, goneRows, type Span } from "./rows-between";

/** What an open row is, and whether it may be in the system all the same. */
export interface OpenRow {
  outcome: LeftOutcome;
  inDoubt: boolean;
}

/**
 * Which of these rows of a job are open: failed, not tried, kept back, excluded or not confirmed, once their part has
 * ended; neither in another import nor settled. Rows that are not in the answer are not open.
 * @param rows ascending
 */
export async function opennessOf(
  database: Database,
  { jobId, held }: { jobId: string; held: boolean },
  rows: readonly number[],
): Promise<Map<number, OpenRow>> {
  const span = { jobId, held, first: rows[0] ?? 0, last: rows.at(-1) ?? 0 };
  const gone = await goneRows(database, span);
  const left = rows.filter((row) => !gone.has(row));
  return held ? heldOnes(database, span, left) : sentOnes(database, span, left);
}

async function sentOnes(
  database: Database,
  span: Span,
  rows: readonly number[],
): Promise<Map<number, OpenRow>> {
  const [batches, failures, seen] = await Promise.all([
    database
      .selectFrom("batches")
      .select(["first_row", "last_row", "other_records"])
      .where("job_id", "=", span.jobId)
      .where("other_records", "is not", null)
      .orderBy("index")
      .execute(),
    failuresIn(database, span).select("f.row").execute(),
    verdictsBetween(database, span),
  ]);
  const failed = new Set(failures.map(({ row }) => row));
  const open = new Map<number, OpenRow>();
  let at = 0;
  for (const row of rows) {
    while ((batches[at]?.last_row ?? Number.POSITIVE_INFINITY) < row) at += 1;
    const batch = batches[at];
    if (!batch || row < batch.first_row) continue;
    if (failed.has(row)) open.set(row, { outcome: "failed", inDoubt: false });
    else if (batch.other_records === "not_tried") open.set(row, { outcome: "not_tried", inDoubt: false });
    else if (batch.other_records === "unknown" && seen.get(row) !== "found")
      open.set(row, { outcome: "unknown", inDoubt: seen.get(row) !== "not_found" });
  }
  return open;
}

async function heldOnes(
  database: Database,
  { jobId, first, last }: Span,
  rows: readonly number[],
): Promise<Map<number, OpenRow>> {
  const held = await database
    .selectFrom("held_rows")
    .select(["seq", "kind"])
    .where("job_id", "=", jobId)
    .where("seq", ">=", first)
    .where("seq", "<=", last)
    .execute();
  const kinds = new Map(held.map(({ seq, kind }) => [seq, kind]));
  return new Map(
    rows.flatMap((row): [number, OpenRow][] => {
      const outcome = kinds.get(row);
      return outcome === undefined ? [] : [[row, { outcome, inDoubt: false }]];
    }),
  );
}
