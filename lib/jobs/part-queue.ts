import "server-only";
import { sql } from "kysely";
import type { Database } from "../database/database";
import type { BatchesTable, SeenField } from "../database/job-tables";
import { storableText } from "../database/storable";

/** Queues of parts whose outcome changed; triggers fill them. */
export type PartQueue = "parts_to_remember" | "parts_to_learn";

/** A part of a job as it stands now, with what it was made from. */
export interface QueuedPart {
  id: number;
  job_id: string;
  batch_index: number;
  first_row: number;
  last_row: number;
  byte_start: number;
  byte_end: number;
  ended_at: Date | null;
  other_records: BatchesTable["other_records"];
  upload_id: string;
  header_bytes: number;
  upstream_url: string;
  connection_id: string;
  object_name: string;
  mapping: unknown;
  fields_seen: SeenField[] | null;
  /** An administrator lets something be remembered of this connection's rows. */
  wanted: boolean;
}

/** The next part nobody else is at work on; its place in the queue is held until the transaction ends. */
export async function takePart(transaction: Database, queue: PartQueue): Promise<QueuedPart | undefined> {
  const { rows } = await sql<QueuedPart>`
    select q.id, q.job_id, q.batch_index, b.first_row, b.last_row, b.byte_start, b.byte_end, b.ended_at,
      b.other_records, j.upload_id, j.header_bytes, j.upstream_url, j.connection_id, j.object_name, j.mapping,
      j.fields_seen, coalesce(c.remembers_rows, true) as wanted
    from ${sql.table(queue)} q
    join jobs j on j.id = q.job_id
    join batches b on b.job_id = q.job_id and b.index = q.batch_index
    left join connections c on c.upstream_url = j.upstream_url and c.connection_id = j.connection_id
    order by q.id limit 1 for update of q skip locked`.execute(transaction);
  return rows[0];
}

export async function leaveQueue(transaction: Database, queue: PartQueue, { id }: QueuedPart): Promise<void> {
  await transaction.deleteFrom(queue).where("id", "=", id).execute();
}

/** Rows of the part that were accepted, of those between its first and its last. */
export async function acceptedOf(transaction: Database, part: QueuedPart): Promise<(row: number) => boolean> {
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

/** What waits of a connection is left out. Of a part that somebody is at work on it waits for the end. */
export async function emptyQueue(
  database: Database,
  queue: PartQueue,
  { upstreamUrl, connectionId }: { upstreamUrl: string; connectionId: string },
): Promise<void> {
  await sql`delete from ${sql.table(queue)} q using jobs j
    where j.id = q.job_id and j.upstream_url = ${upstreamUrl} and j.connection_id = ${storableText(connectionId)}`.execute(
    database,
  );
}
