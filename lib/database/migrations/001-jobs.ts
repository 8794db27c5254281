import "server-only";
import { type Kysely, type Migration, sql } from "kysely";

/** Uploads, jobs, batches, attempts, outcomes, audit. What each column means stands in tables.ts. */
export const jobsMigration: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  `create table uploads (
    id text primary key,
    owner_id text not null,
    file_name text not null,
    size_bytes bigint check (size_bytes >= 0),
    offset_bytes bigint not null default 0 check (offset_bytes >= 0),
    metadata jsonb not null,
    declared_sha256 text,
    sha256 text,
    verified boolean not null default false,
    status text not null default 'receiving' check (status in ('receiving', 'sealed', 'damaged', 'expired')),
    created_at timestamptz not null default now(),
    touched_at timestamptz not null default now(),
    sealed_at timestamptz
  )`,
  // A job that was made from it keeps an upload; the others are swept by age.
  `create index uploads_by_age on uploads (touched_at) where status <> 'expired'`,
  `create table counters (name text primary key, value bigint not null)`,
  `insert into counters (name, value) values ('jobs', 0)`,
  `create table jobs (
    id text primary key,
    number bigint not null unique,
    created_by_id text not null,
    created_by_name text not null,
    idempotency_key text not null,
    request_hash text not null,
    upload_id text not null references uploads (id),
    upstream_url text not null,
    connection_id text not null,
    connection_name text not null,
    connector_key text not null,
    connector_name text not null,
    hub text,
    object_name text not null,
    file_name text not null,
    sha256 text not null,
    size_bytes bigint not null,
    header_bytes bigint not null,
    records bigint not null,
    mapping jsonb,
    meta_data jsonb,
    source jsonb,
    file_rows jsonb,
    kept_back bigint not null default 0,
    excluded bigint not null default 0,
    parent_job_id text references jobs (id),
    status text not null,
    hold text,
    message text,
    created_at timestamptz not null default now(),
    ended_at timestamptz
  )`,
  `create unique index one_job_per_upload on jobs (upload_id)`,
  `create unique index one_job_per_key on jobs (created_by_id, idempotency_key)`,
  `create index jobs_under_way on jobs (number desc)
    where status in ('queued', 'sending', 'running', 'paused', 'cancelling')`,
  `create index jobs_that_need_somebody on jobs (number desc) where status in ('needs_decision', 'paused')`,
  `create index jobs_by_person on jobs (created_by_id, number desc)`,
  `create table batches (
    job_id text not null references jobs (id),
    index int not null,
    connection_id text not null,
    status text not null,
    first_row bigint not null,
    last_row bigint not null,
    byte_start bigint not null,
    byte_end bigint not null,
    sha256 text not null,
    bulk_job_id text,
    upstream_status text,
    processed bigint,
    reported_total bigint,
    reported_failed bigint,
    other_records text check (other_records in ('succeeded', 'unknown', 'not_tried')),
    failed bigint not null default 0,
    row_base smallint,
    row_base_proved boolean not null default false,
    message text,
    next_action_at timestamptz,
    lease_owner text,
    lease_until timestamptz,
    fence bigint not null default 0,
    tries int not null default 0,
    hints int not null default 0,
    trouble text,
    trouble_since timestamptz,
    progress_at timestamptz,
    started_at timestamptz,
    ended_at timestamptz,
    last_heard_at timestamptz,
    primary key (job_id, index)
  )`,
  `create index due_batches on batches (next_action_at) where next_action_at is not null`,
  `create index busy_batches on batches (connection_id)
    where status in ('intended', 'started', 'running', 'unknown') or lease_owner is not null`,
  `create table row_bases (
    connection_id text primary key,
    base smallint not null,
    job_id text not null references jobs (id),
    batch_index int not null,
    proved_at timestamptz not null default now()
  )`,
  `create table attempts (
    id text primary key,
    job_id text not null,
    batch_index int not null,
    number int not null,
    status text not null
      check (status in ('intended', 'started', 'accepted', 'not_sent', 'refused', 'unknown', 'settled')),
    evidence jsonb not null,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz,
    unique (job_id, batch_index, number),
    foreign key (job_id, batch_index) references batches (job_id, index)
  )`,
  // Nothing is sent twice: while one attempt may still be accepted upstream, no second one can be written down.
  `create unique index one_open_attempt_per_batch on attempts (job_id, batch_index)
    where status in ('intended', 'started', 'accepted', 'unknown')`,
  `create table record_outcomes (
    job_id text not null references jobs (id),
    row bigint not null,
    batch_index int not null,
    reason text not null,
    response text,
    primary key (job_id, row)
  )`,
  `create table unmatched_errors (
    id bigint generated always as identity primary key,
    job_id text not null references jobs (id),
    batch_index int not null,
    item jsonb not null
  )`,
  `create index unmatched_errors_by_job on unmatched_errors (job_id, batch_index)`,
  `create table held_rows (
    job_id text not null references jobs (id),
    seq bigint not null,
    kind text not null check (kind in ('kept_back', 'excluded')),
    file_row bigint not null,
    -- json, not jsonb: the columns keep the order they have in the file
    values json not null,
    issues jsonb not null,
    primary key (job_id, seq)
  )`,
  `create table audit_events (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    job_id text,
    batch_index int,
    actor_id text,
    kind text not null,
    detail text not null,
    evidence jsonb
  )`,
  `create index audit_events_by_job on audit_events (job_id, id)`,
  `create function refuse_change() returns trigger language plpgsql as $$
    begin raise exception 'audit events are append-only'; end $$`,
  `create trigger audit_events_append_only before update or delete or truncate on audit_events
    for each statement execute function refuse_change()`,
  `create table callbacks (
    attempt_id text not null references attempts (id),
    body_sha256 text not null,
    verified boolean not null,
    bulk_job_id text,
    received_at timestamptz not null default now(),
    primary key (attempt_id, body_sha256)
  )`,
  `create table invitations (
    id text primary key,
    token_hash text not null unique,
    email text not null,
    role text not null check (role in ('operator', 'administrator')),
    created_by_id text,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at timestamptz
  )`,
];
