import "server-only";
import { type Kysely, type Migration, sql } from "kysely";

/** Which values a system refused and for what, as keyed fingerprints; hints people wrote; parts still to be learned from. */
export const refusalsMigration: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  `create table refusals (
    id bigint generated always as identity primary key,
    upstream_url text not null,
    connection_id text not null,
    object_name text not null,
    signature text not null,
    field text not null
  )`,
  `create unique index one_refusal_per_reason_and_field
    on refusals (upstream_url, connection_id, object_name, md5(signature), field)`,
  // Nothing of a value can be read from it. Refused and accepted at different times, the later one counts.
  `create table refused_values (
    refusal_id bigint not null references refusals (id) on delete cascade,
    fingerprint bytea not null,
    job_id text not null references jobs (id),
    refused_at timestamptz not null,
    accepted_at timestamptz,
    primary key (refusal_id, fingerprint)
  )`,
  `create index refused_values_by_job on refused_values (job_id)`,
  // The hash outlives the connector's words, which go with the rows they were said of.
  `create table reason_hints (
    upstream_url text not null,
    connection_id text not null,
    object_name text not null,
    signature_sha256 bytea not null,
    text text not null,
    by_id text not null,
    by_name text not null,
    at timestamptz not null default now(),
    primary key (upstream_url, connection_id, object_name, signature_sha256)
  )`,
  `create table parts_to_learn (
    id bigint generated always as identity primary key,
    job_id text not null references jobs (id),
    batch_index int not null
  )`,
  `create function part_is_to_be_learned() returns trigger language plpgsql as $$
    begin
      insert into parts_to_learn (job_id, batch_index) values (new.job_id, new.index);
      return null;
    end $$`,
  // A proof that rows are counted from another number says that other rows failed.
  `create trigger refusals_are_learned after update of other_records, found, failed, row_base on batches
    for each row when (new.other_records is not null and
      (old.other_records, old.found, old.failed, old.row_base)
        is distinct from (new.other_records, new.found, new.failed, new.row_base))
    execute function part_is_to_be_learned()`,
  // What ended lately under an earlier release is learned from too, as far as its staged files are there.
  `insert into parts_to_learn (job_id, batch_index)
    select job_id, index from batches where other_records is not null and ended_at > now() - interval '90 days'
    order by ended_at, job_id, index`,
];
