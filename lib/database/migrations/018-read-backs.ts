import "server-only";
import { type Kysely, type Migration, sql } from "kysely";

/** What was seen in the connected system of rows that are done, the last time somebody had it looked at. */
export const readBacksMigration: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  `create table read_backs (
    job_id text primary key references jobs (id),
    field text not null,
    by_name text not null,
    at timestamptz not null default now(),
    shown jsonb not null default '[]'
  )`,
  `create table read_back_rows (
    job_id text not null references read_backs (job_id) on delete cascade,
    row bigint not null,
    value text not null,
    verdict text check (verdict in ('same', 'differs', 'missing', 'several', 'unchecked')),
    record_id text,
    differences jsonb not null default '[]',
    primary key (job_id, row)
  )`,
  `create index read_back_rows_by_verdict on read_back_rows (job_id, verdict, row)`,
];
