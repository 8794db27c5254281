import "server-only";
import type { Database } from "../database/database";
import { tell } from "./audit";
import { forgetReasons } from "./failure-reasons";
import type { BatchRow } from "./job-store";
import { recountLeft } from "./left-rows";
import { type RowBase, toRowBase } from "./row-base";
import { insertOutcomes, insertUnmatched } from "./store-verdict";

const words: Record<RowBase, string> = {
  0: "counts the rows of a file from 0",
  1: "counts the rows of a file from 1",
  2: "counts the header as row 1",
};

/** What was proved about a connection earlier. */
export async function knownRowBase(database: Database, connectionId: string): Promise<RowBase | null> {
  const known = await database
    .selectFrom("row_bases")
    .select("base")
    .where("connection_id", "=", connectionId)
    .executeTakeFirst();
  return known ? toRowBase(known.base) : null;
}

/**
 * Keeps from which number a connection counts rows, and reads again what was read before on the assumption that it
 * counts from 1: those failures were one row off.
 */
export async function proveRowBase(transaction: Database, batch: BatchRow, base: RowBase): Promise<void> {
  await transaction
    .insertInto("row_bases")
    .values({ connection_id: batch.connection_id, base, job_id: batch.job_id, batch_index: batch.index })
    .onConflict((conflict) => conflict.column("connection_id").doNothing())
    .execute();
  await tell(
    transaction,
    { jobId: batch.job_id, batchIndex: batch.index },
    {
      kind: "row_base",
      detail: `What is said of the failed rows proves that this connection ${words[base]}.`,
      evidence: { base, connectionId: batch.connection_id },
    },
  );
  const assumed = await transaction
    .selectFrom("batches")
    .select(["job_id", "index", "first_row", "last_row"])
    .where("connection_id", "=", batch.connection_id)
    .where("row_base", "=", 1)
    .where("row_base_proved", "=", false)
    .where("failed", ">", 0)
    .forUpdate()
    .execute();
  for (const earlier of assumed) await readAgain(transaction, earlier, base);
}

type Earlier = Pick<BatchRow, "job_id" | "index" | "first_row" | "last_row">;

async function readAgain(transaction: Database, batch: Earlier, base: RowBase): Promise<void> {
  const failures = await transaction
    .deleteFrom("record_outcomes")
    .where("job_id", "=", batch.job_id)
    .where("batch_index", "=", batch.index)
    .returningAll()
    .execute();
  const moved = failures.map((failure) => ({ ...failure, row: failure.row + 1 - base }));
  const fits = moved.every(({ row }) => row >= batch.first_row && row <= batch.last_row);
  if (fits) await insertOutcomes(transaction, moved);
  else {
    await insertUnmatched(transaction, batch, failures.map(asItem(batch)));
    await forgetReasons(transaction, failures);
  }
  await transaction
    .updateTable("batches")
    .set(
      fits
        ? { row_base: base, row_base_proved: true }
        : { row_base: null, failed: 0, other_records: "unknown" },
    )
    .where("job_id", "=", batch.job_id)
    .where("index", "=", batch.index)
    .execute();
  await recountLeft(transaction, batch.job_id);
  await tell(
    transaction,
    { jobId: batch.job_id, batchIndex: batch.index },
    {
      kind: "row_base",
      detail: fits
        ? `A later part proved that this connection ${words[base]}: the failed rows named before were one off and are put right.`
        : `A later part proved that this connection ${words[base]}, which contradicts the failed rows named before: which rows failed is not known.`,
      evidence: { base, rows: failures.length },
    },
  );
}

/** As the upstream numbered it. */
const asItem =
  (batch: Earlier) =>
  ({ row, reason, response }: { row: number; reason: string; response: string | null }) => ({
    rowNum: row - batch.first_row + 1,
    reason,
    response,
  });
