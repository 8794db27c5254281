import "server-only";
import { type Kysely, type Migration, sql } from "kysely";

/** What the list of jobs is narrowed by, quick with a million of them: newest first within each value. */
export const jobListMigration: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  `create index jobs_by_object on jobs (object_name, number desc)`,
  `create index jobs_by_status on jobs (status, number desc)`,
  `create index jobs_by_time on jobs (created_at)`,
  `create index jobs_that_failed on jobs (number desc)
    where status in ('completed_with_failures', 'stopped', 'rejected')`,
  // "Month-end_receipts.v2.csv" is found by the beginning of any of its words.
  `create function file_name_words(name text) returns tsvector language sql immutable strict parallel safe
    as $$ select to_tsvector('simple', regexp_replace(name, '[^[:alnum:]]+', ' ', 'g')) $$`,
  `alter table jobs add column file_words tsvector generated always as (file_name_words(file_name)) stored`,
  `create index jobs_by_file_words on jobs using gin (file_words)`,
  `create index batches_by_bulk_job on batches (bulk_job_id) where bulk_job_id is not null`,
];
