import "server-only";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../database/database";
import type { RowFingerprint } from "./staged-fingerprints";

const rowsAtOnce = 5_000;

/** A part of a job whose rows are to be remembered as they stand now. */
export interface Part {
  id: number;
  job_id: string;
  batch_index: number;
  first_row: number;
  last_row: number;
  byte_start: number;
  byte_end: number;
  upload_id: string;
  upstream_url: string;
  connection_id: string;
  object_name: string;
  mapping: unknown;
  /** An administrator wants rows of this connection to be remembered. */
  wanted: boolean;
  other_records: string | null;
}

/** The next part nobody else is at work on; its place in the queue is held until the transaction ends. */
export async function takePart(transaction: Database): Promise<Part | undefined> {
  const { rows } = await sql<Part>`
    select q.id, q.job_id, q.batch_index, b.first_row, b.last_row, b.byte_start, b.byte_end, b.other_records,
      j.upload_id, j.upstream_url, j.connection_id, j.object_name, j.mapping,
      coalesce(c.remembers_rows, true) as wanted
    from parts_to_remember q
    join jobs j on j.id = q.job_id
    join batches b on b.job_id = q.job_id and b.index = q.batch_index
    left join connections c on c.upstream_url = j.upstream_url and c.connection_id = j.connection_id
    order by q.id limit 1 for update of q skip locked`.execute(transaction);
  return rows[0];
}

export async function leaveQueue(transaction: Database, { id }: Part): Promise<void> {
  await transaction.deleteFrom("parts_to_remember").where("id", "=", id).execute();
}

/** Rows of the part that were accepted, of those between its first and its last. */
export async function acceptedOf(transaction: Database, part: Part): Promise<(row: number) => boolean> {
  const { rows } =
    part.other_records === "succeeded"
      ? await sql<{ row: number }>`select row from record_outcomes
          where job_id = ${part.job_id} and row between ${part.first_row} and ${part.last_row}`.execute(
          transaction,
        )
      : await sql<{ row: number }>`select row from looked_up_records
          where job_id = ${part.job_id} and row between ${part.first_row} and ${part.last_row}
            and taken and verdict = 'found'`.execute(transaction);
  const named = new Set(rows.map(({ row }) => row));
  return part.other_records === "succeeded" ? (row) => !named.has(row) : (row) => named.has(row);
}

/** Forgets what was remembered of the part. */
export async function forgetPart(transaction: Database, part: Part): Promise<void> {
  await transaction
    .deleteFrom("accepted_rows")
    .where("job_id", "=", part.job_id)
    .where("row", ">=", part.first_row)
    .where("row", "<=", part.last_row)
    .execute();
}

export async function insertAccepted(
  transaction: Database,
  { job_id }: Part,
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
