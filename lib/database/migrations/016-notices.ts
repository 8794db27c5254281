import "server-only";
import { type Kysely, type Migration, sql } from "kysely";

/** What people are told of, whom by e-mail and what they have seen; what became of rows by day. */
export const noticesMigration: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  // Written in the transaction of what it tells, so that none is lost; it is the outbox of e-mail as well.
  `create table notices (
    id bigint generated always as identity primary key,
    job_id text not null references jobs (id),
    owner_id text not null,
    kind text not null check (kind in ('ended', 'needs_you')),
    at timestamptz not null default now(),
    mail text not null default 'waiting' check (mail in ('waiting', 'sent', 'skipped', 'given_up')),
    mail_tries int not null default 0,
    mail_next_at timestamptz not null default now(),
    mail_lease uuid,
    mail_at timestamptz
  )`,
  `create index notices_by_owner on notices (owner_id, id)`,
  `create index notices_by_job on notices (job_id, id)`,
  `create index notices_to_mail on notices (mail_next_at) where mail = 'waiting'`,
  `create table notice_settings (
    person_id text primary key,
    seen_id bigint not null default 0,
    mail boolean not null default true
  )`,
  // What became of the rows of each day is read from the index alone.
  `create index batches_by_end on batches (ended_at)
    include (connection_id, first_row, last_row, failed, found, other_records) where ended_at is not null`,
];
