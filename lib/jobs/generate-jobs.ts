import "server-only";
import { sql } from "kysely";
import type { Database } from "../database/database";

/**
 * Fills an empty database with finished jobs of one part each, for tests and benches: 7 connections, 5 objects, 11 people,
 * a job a minute up to the end of 2026; one in 50 stopped, one in 20 with two failed rows, the last three under way.
 */
export async function generateJobs(database: Database, count: number): Promise<void> {
  const n = sql`generate_series(1, ${count}::int) as n`;
  await sql`insert into uploads (id, owner_id, file_name, metadata, status)
    select 'u' || n, 'p' || n % 11, 'x.csv', '{}', 'sealed' from ${n}`.execute(database);
  await sql`insert into jobs (id, number, created_by_id, created_by_name, idempotency_key, request_hash, upload_id,
      upstream_url, connection_id, connection_name, connector_key, connector_name, object_name, file_name, sha256,
      size_bytes, header_bytes, records, status, created_at, ended_at)
    select 'j' || n, n, 'p' || n % 11, 'Person ' || n % 11, 'k' || n, 'h', 'u' || n,
      'https://api.example.com/', 'c' || n % 7, 'Company ' || n % 7, 'sage200', 'Sage 200',
      (array['customers', 'products', 'invoices', 'payments', 'suppliers'])[n % 5 + 1],
      'Month-end_receipts-' || n || '.csv', 'x', 10, 1, 10,
      case when n > ${count} - 3 then 'running' when n % 50 = 0 then 'stopped'
        when n % 20 = 0 then 'completed_with_failures' else 'completed' end,
      timestamptz '2026-12-31 00:00Z' - (${count} - n) * interval '1 minute', timestamptz '2026-12-31 00:00Z'
    from ${n}`.execute(database);
  await sql`insert into batches (job_id, index, connection_id, status, first_row, last_row, byte_start, byte_end, sha256,
      bulk_job_id, other_records, failed, ended_at)
    select 'j' || n, 0, 'c' || n % 7, 'completed', 1, 10, 1, 10, 'x', 'bulk' || n, 'succeeded',
      case when n % 20 = 0 and n % 50 <> 0 then 2 else 0 end,
      timestamptz '2026-12-31 00:00Z' - (${count} - n) * interval '1 minute' from ${n}`.execute(database);
  await sql`update counters set value = ${count} where name = 'jobs'`.execute(database);
  await sql`vacuum analyze jobs`.execute(database);
  await sql`vacuum analyze batches`.execute(database);
}
