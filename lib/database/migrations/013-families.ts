import "server-only";
import { type Kysely, type Migration, sql } from "kysely";
import { signatureOf } from "../../reasons/signature";

/** An import and those made from its open rows: where each open row went, what was settled without sending, what is open. */
export const familiesMigration: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
    await groupFailures(database);
    await sql`create index record_outcomes_by_reason on record_outcomes (job_id, reason_id, row)`.execute(
      database,
    );
  },
};

const rowsAtOnce = 1_000;

/** Failures of earlier imports are grouped as those of later ones are when they are read. */
async function groupFailures(database: Kysely<unknown>): Promise<void> {
  const known = new Map<string, number>();
  let last = { job_id: "", row: 0 };
  for (;;) {
    const { rows } = await sql<{ job_id: string; row: number; reason: string }>`
      select job_id, row, reason from record_outcomes where (job_id, row) > (${last.job_id}, ${last.row})
      order by job_id, row limit ${rowsAtOnce}`.execute(database);
    const end = rows.at(-1);
    if (end === undefined) return;
    if (end.job_id !== last.job_id) known.clear();
    last = end;
    const ids: number[] = [];
    for (const { job_id, reason } of rows) {
      const signature = signatureOf(reason);
      const key = JSON.stringify([job_id, signature]);
      const id = known.get(key) ?? (await addReason(database, job_id, signature, reason));
      known.set(key, id);
      ids.push(id);
    }
    await sql`update record_outcomes o set reason_id = n.id
      from unnest(${rows.map(({ job_id }) => job_id)}::text[], ${rows.map(({ row }) => row)}::bigint[],
        ${ids}::bigint[]) as n(job_id, row, id)
      where o.job_id = n.job_id and o.row = n.row`.execute(database);
    await sql`update failure_reasons f set rows = f.rows + n.rows
      from (select id, count(*) as rows from unnest(${ids}::bigint[]) as told(id) group by id) n
      where f.id = n.id`.execute(database);
  }
}

async function addReason(database: Kysely<unknown>, job: string, signature: string, reason: string) {
  const { rows } = await sql<{ id: number }>`
    insert into failure_reasons (job_id, signature, example, rows) values (${job}, ${signature}, ${reason}, 0)
    on conflict (job_id, md5(signature)) do update set rows = failure_reasons.rows returning id`.execute(
    database,
  );
  return rows[0]?.id ?? 0;
}

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
  `alter table held_rows add column fields jsonb`,
  // Why rows of a job failed, each reason once: the words without what is a row's own.
  `create table failure_reasons (
    id bigint primary key generated always as identity,
    job_id text not null references jobs (id),
    signature text not null,
    example text not null,
    rows bigint not null
  )`,
  `create unique index failure_reasons_by_signature on failure_reasons (job_id, md5(signature))`,
  `create index failure_reasons_by_rows on failure_reasons (job_id, rows desc, id)`,
  `alter table record_outcomes add column reason_id bigint`,
  `create index jobs_with_open_rows on jobs (number) where open_rows > 0`,
];
