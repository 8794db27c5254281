import "server-only";
import { type Kysely, type Migration, sql } from "kysely";

/** What people decide, records looked up in the system, jobs made from open records, what the fields were. */
export const decisionsMigration: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  `alter table batches
    add column found bigint not null default 0,
    add column quiet_tier smallint not null default 0,
    add column reported_end text,
    add column shares_bulk_job boolean not null default false`,
  // What an earlier release believed twice stays as it is; from now on nothing is.
  `update batches set shares_bulk_job = true where exists (
    select from batches o where o.connection_id = batches.connection_id and o.bulk_job_id = batches.bulk_job_id
      and (o.job_id, o.index) < (batches.job_id, batches.index))`,
  `create unique index one_batch_per_bulk_job on batches (connection_id, bulk_job_id)
    where bulk_job_id is not null and not shares_bulk_job`,
  `alter table attempts add column next_look_at timestamptz`,
  `create index attempts_to_look_for on attempts (next_look_at) where next_look_at is not null`,
  `alter table jobs add column fields_seen jsonb, add column fields_sha256 text`,
  `create index jobs_by_content on jobs (sha256)`,
  `create index jobs_by_source on jobs ((source ->> 'sha256'))`,
  `create table looked_up_records (
    job_id text not null,
    row bigint not null,
    batch_index int not null,
    field text not null,
    verdict text not null check (verdict in ('found', 'not_found', 'several', 'unchecked')),
    record_id text,
    taken boolean not null default false,
    at timestamptz not null default now(),
    primary key (job_id, row),
    foreign key (job_id, batch_index) references batches (job_id, index)
  )`,
  `create index looked_up_records_by_batch on looked_up_records (job_id, batch_index, verdict)`,
  // A record is in one child at the most, whoever asks and however often.
  `create table child_records (
    parent_job_id text not null references jobs (id),
    row bigint not null,
    child_job_id text not null references jobs (id),
    child_row bigint not null,
    primary key (parent_job_id, row),
    unique (child_job_id, child_row)
  )`,
  `create index jobs_by_parent on jobs (parent_job_id) where parent_job_id is not null`,
];
