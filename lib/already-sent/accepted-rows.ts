import "server-only";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../database/database";
import type { QueuedPart } from "../jobs/part-queue";
import type { RowFingerprint } from "./staged-fingerprints";

const rowsAtOnce = 5_000;

/** Forgets what was remembered of the part. */
export async function forgetPart(transaction: Database, part: QueuedPart): Promise<void> {
  await transaction
    .deleteFrom("accepted_rows")
    .where("job_id", "=", part.job_id)
    .where("row", ">=", part.first_row)
    .where("row", "<=", part.last_row)
    .execute();
}

export async function insertAccepted(
  transaction: Database,
  { job_id }: QueuedPart,
  rows: readonly RowFingerprint[],
): Promise<void> {
  for (const { row, content, key } of inArrays(rows))
    await sql`insert into accepted_rows (job_id, row, family_id, fingerprint, key_fingerprint)
      select j.id, a.row, coalesce(j.root_job_id, j.id), a.content, a.key
      from unnest(${row}, ${content}, ${key}) as a (row, content, key), jobs j
      where j.id = ${job_id}`.execute(transaction);
}

/** The rows as arrays for `unnest`, some thousand at a time. */
export function* inArrays(
  rows: readonly RowFingerprint[],
): Generator<Record<"row" | "content" | "key", RawBuilder<unknown>>> {
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const some = rows.slice(at, at + rowsAtOnce);
    yield {
      row: sql`${some.map(({ row }) => row)}::bigint[]`,
      content: sql`${some.map(({ content }) => content)}::bytea[]`,
      key: sql`${some.map(({ key }) => key)}::bytea[]`,
    };
  }
}
