import "server-only";
import { type Kysely, type Migration, sql } from "kysely";

/** Keyed fingerprints of accepted rows, and the parts whose outcome changed since they were written. */
export const alreadySentMigration: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  // Outlives the staged file and what its rows said: nothing of them can be read from it.
  `create table accepted_rows (
    job_id text not null references jobs (id),
    row bigint not null,
    family_id text not null,
    fingerprint bytea not null,
    key_fingerprint bytea,
    primary key (job_id, row)
  )`,
  `create index accepted_rows_by_content on accepted_rows (fingerprint)`,
  `create index accepted_rows_by_key on accepted_rows (key_fingerprint) where key_fingerprint is not null`,
  `create table parts_to_remember (
    id bigint generated always as identity primary key,
    job_id text not null references jobs (id),
    batch_index int not null
  )`,
  // Whoever settles what became of a part, and whenever, cannot forget to say so.
  `create function part_is_to_be_remembered() returns trigger language plpgsql as $$
    begin
      insert into parts_to_remember (job_id, batch_index) values (new.job_id, new.index);
      return null;
    end $$`,
  `create trigger outcomes_are_remembered after update of other_records, found, failed on batches
    for each row when (new.other_records is not null and
      (old.other_records, old.found, old.failed) is distinct from (new.other_records, new.found, new.failed))
    execute function part_is_to_be_remembered()`,
  // What ended under an earlier release is remembered too, as far as its staged files are there.
  `insert into parts_to_remember (job_id, batch_index)
    select job_id, index from batches where other_records = 'succeeded' or found > 0 order by job_id, index`,
  `alter table connections add column remembers_rows boolean not null default true`,
];
