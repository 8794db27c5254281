import "server-only";
import { type Kysely, type Migration, sql } from "kysely";

/** Answers of the probe; a row base may be proved by it, without a job. */
export const probesMigration: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  `create table probes (
    id bigint generated always as identity primary key,
    connection_id text not null,
    at timestamptz not null default now(),
    object_name text,
    answers jsonb not null,
    left_records jsonb not null,
    problems jsonb not null
  )`,
  `create index probes_by_connection on probes (connection_id, id)`,
  `alter table row_bases alter column job_id drop not null, alter column batch_index drop not null`,
];
