import "server-only";
import { type Kysely, type Migration, sql } from "kysely";

/** What was known at Check and sent all the same, what was edited by hand, and when retention removed the rows. */
export const reportsMigration: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  `alter table jobs add column waived jsonb, add column edited_cells bigint not null default 0,
    add column removed_at timestamptz`,
  `create table cell_edits (
    job_id text not null references jobs (id),
    seq bigint not null,
    file_row bigint not null,
    "column" text not null,
    before text not null,
    after text not null,
    primary key (job_id, seq)
  )`,
  `create index jobs_to_remove on jobs (ended_at) where removed_at is null and ended_at is not null`,
];
