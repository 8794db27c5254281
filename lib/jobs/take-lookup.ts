import "server-only";
import type { Database } from "../database/database";
import { JobRefusal } from "./job-refusal";
import type { BatchChanges, BatchRow, JobFacts } from "./job-store";
import { openRows } from "./open-rows";
import { counted, inFigures, partOf, sentences } from "./words";

interface Taken {
  changes: BatchChanges;
  message: string;
  /** Every record of the batch has an outcome now. */
  knowsAll: boolean;
}

/**
 * What was seen in the system is known from now on: found rows are in it, the others stay not confirmed.
 * @throws JobRefusal when the looking has not come to its end
 */
export async function takeLookup(
  transaction: Database,
  { job, batch }: { job: JobFacts; batch: BatchRow },
): Promise<Taken> {
  const open = new Set(await openRows(transaction, batch));
  const seen = (await untaken(transaction, batch)).filter(({ row }) => open.has(row));
  const [first] = seen;
  if (!first || seen.length < open.size)
    throw new JobRefusal(409, "lookup_unfinished", "The rows have not all been looked for yet.");
  await transaction
    .updateTable("looked_up_records")
    .set({ taken: true })
    .where("job_id", "=", batch.job_id)
    .where("batch_index", "=", batch.index)
    .execute();
  const there = seen.filter(({ verdict }) => verdict === "found").length;
  const found = batch.found + there;
  const left = batch.last_row - batch.first_row + 1 - batch.failed - found;
  const message = sentences(
    `${inFigures(there)} of ${partOf(batch, job.parts)} ${there === 1 ? "was" : "were"} found in ${job.connector_name} by ${first.field}`,
    left === 0 ? null : `${counted(left, "row")} ${left === 1 ? "is" : "are"} not confirmed`,
  );
  const changes: BatchChanges = { found, message, other_records: left === 0 ? "succeeded" : "unknown" };
  return { changes, message, knowsAll: left === 0 };
}

function untaken(database: Database, { job_id, index }: BatchRow) {
  return database
    .selectFrom("looked_up_records")
    .select(["row", "field", "verdict"])
    .where("job_id", "=", job_id)
    .where("batch_index", "=", index)
    .where("taken", "=", false)
    .execute();
}
