import "server-only";
import { type Kysely, type Migration, sql } from "kysely";

/** Holds of jobs and of connections, and what people ask of a job under way. */
export const controlMigration: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  `alter table jobs
    add column ask_after_first boolean not null default false,
    add column hold_number int not null default 0,
    add column hold_since timestamptz,
    add column hold_by text,
    add column cancelled_at timestamptz,
    add column cancelled_by text,
    add column needs_person boolean not null default false`,
  `alter table batches add column cancel_asked_at timestamptz`,
  // Until now there was one hold: after a batch whose rows all failed, and after one that ended otherwise than completed.
  `update jobs set
    hold = case
      when not exists (select from batches b where b.job_id = jobs.id and b.status = 'planned') then null
      when exists (select from batches b where b.job_id = jobs.id
        and b.status in ('errored', 'aborted', 'cancelled', 'refused')) then 'part'
      else 'breaker' end,
    hold_number = 1,
    hold_since = coalesce(ended_at, now())
    where hold is not null`,
  `alter table jobs add constraint hold_is_known check (hold in ('paused', 'first_part', 'breaker', 'part'))`,
  `update jobs set needs_person = status in ('needs_decision', 'paused')
    or hold is not null and status in ('stopped', 'cancelled')`,
  `drop index jobs_that_need_somebody`,
  `create index jobs_that_need_somebody on jobs (number desc) where needs_person`,
  `create index jobs_of_connection on jobs (connection_id) where ended_at is null`,
  // What waits for its turn on a connection, and what was measured there.
  `create index batches_in_turn on batches (connection_id) where next_action_at is not null`,
  `create index batches_measured on batches (connection_id, started_at desc) where started_at is not null`,
  `create table connection_holds (
    connection_id text primary key,
    kind text not null check (kind in ('unauthorized', 'throttled')),
    reason text not null,
    since timestamptz not null default now(),
    until timestamptz not null,
    checks int not null default 0
  )`,
];
