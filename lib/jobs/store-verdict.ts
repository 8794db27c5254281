import "server-only";
import type { Selectable } from "kysely";
import type { Database } from "../database/database";
import type { RecordOutcomesTable } from "../database/row-tables";
import { storableJson, storableText } from "../database/storable";
import { keepReasons } from "./failure-reasons";
import type { BatchRow } from "./job-store";
import type { Verdict } from "./outcomes";

const rowsAtOnce = 1_000;

/** Keeps the failed records of a batch, and every error that names none. */
export async function storeVerdict(
  transaction: Database,
  batch: Pick<BatchRow, "job_id" | "index" | "first_row">,
  { failures, unmatched }: Verdict,
): Promise<void> {
  const rows = [...failures].map(([record, { reason, response }]) => ({
    job_id: batch.job_id,
    row: batch.first_row + record - 1,
    batch_index: batch.index,
    reason: storableText(reason),
    response: response === null ? null : storableText(response),
  }));
  const idOf = await keepReasons(
    transaction,
    batch.job_id,
    rows.map(({ reason }) => reason),
  );
  await insertOutcomes(
    transaction,
    rows.map((row) => ({ ...row, reason_id: idOf(row.reason) })),
  );
  await insertUnmatched(
    transaction,
    batch,
    unmatched.map(({ raw }) => raw),
  );
}

export async function insertOutcomes(
  transaction: Database,
  rows: readonly Selectable<RecordOutcomesTable>[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await transaction
      .insertInto("record_outcomes")
      .values(rows.slice(at, at + rowsAtOnce))
      .execute();
}

export async function insertUnmatched(
  transaction: Database,
  batch: Pick<BatchRow, "job_id" | "index">,
  items: readonly unknown[],
): Promise<void> {
  const rows = items.map((item) => ({
    job_id: batch.job_id,
    batch_index: batch.index,
    item: storableJson(item ?? {}),
  }));
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await transaction
      .insertInto("unmatched_errors")
      .values(rows.slice(at, at + rowsAtOnce))
      .execute();
}
