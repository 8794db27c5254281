import "server-only";
import { type Kysely, type Migration, sql } from "kysely";

/** An import and those made from its open rows: where each open row went, what was settled without sending, what is open. */
export const familiesMigration: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  `alter table jobs
    add column root_job_id text references jobs (id),
    add column open_rows bigint not null default 0`,
  `with recursive family as (
    select id, id as root from jobs where parent_job_id is null and id in (select parent_job_id from jobs)
    union all select j.id, f.root from jobs j join family f on j.parent_job_id = f.id)
    update jobs set root_job_id = family.root from family where family.id = jobs.id and family.root <> jobs.id`,
  `create index jobs_by_root on jobs (root_job_id) where root_job_id is not null`,
  // Rows that were held back at Check are open like those that failed: they are named by their place among the held ones.
  `alter table child_records add column held boolean not null default false`,
  `alter table child_records drop constraint child_records_pkey`,
  `alter table child_records add constraint child_records_pkey primary key (parent_job_id, held, row)`,
  `create table settlements (
    id text primary key,
    root_job_id text not null references jobs (id),
    how text not null check (how in ('elsewhere', 'not_needed')),
    note text not null,
    rows bigint not null,
    by_id text not null,
    by_name text not null,
    at timestamptz not null default now(),
    undone_at timestamptz,
    undone_by text
  )`,
  `create index settlements_by_root on settlements (root_job_id)`,
  // A row is settled once at the most.
  `create table settled_rows (
    job_id text not null references jobs (id),
    held boolean not null,
    row bigint not null,
    settlement_id text not null references settlements (id),
    outcome text not null,
    primary key (job_id, held, row)
  )`,
  `create index settled_rows_by_settlement on settled_rows (settlement_id)`,
  // How many rows of a job with an outcome went on into another job, or were settled.
  `create table left_rows (
    job_id text not null references jobs (id),
    outcome text not null,
    sent_again bigint not null default 0,
    settled bigint not null default 0,
    primary key (job_id, outcome)
  )`,
  `insert into left_rows (job_id, outcome, sent_again)
    select c.parent_job_id, case when o.row is not null then 'failed' else coalesce(b.other_records, 'unknown') end, count(*)
    from child_records c
    join batches b on b.job_id = c.parent_job_id and c.row between b.first_row and b.last_row
    left join record_outcomes o on o.job_id = c.parent_job_id and o.row = c.row
    group by 1, 2`,
  `create function open_rows_of(job text, kept_back bigint) returns bigint language sql stable as $$
    select kept_back
      + coalesce((select sum(b.failed
          + case when b.other_records = 'unknown' then b.last_row - b.first_row + 1 - b.failed - b.found
                 when b.other_records = 'not_tried' then b.last_row - b.first_row + 1 - b.failed else 0 end)
        from batches b where b.job_id = job), 0)
      - coalesce((select sum(l.sent_again + l.settled) from left_rows l
        where l.job_id = job and l.outcome in ('failed', 'unknown', 'not_tried', 'kept_back')), 0)
    $$`,
  `update jobs set open_rows = open_rows_of(id, kept_back) where status <> 'completed' or kept_back > 0`,
  `create index jobs_with_open_rows on jobs (number) where open_rows > 0`,
];
