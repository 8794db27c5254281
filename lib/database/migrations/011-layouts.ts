import "server-only";
import { type Kysely, type Migration, sql } from "kysely";

/** Saved layouts, shared by all; which jobs had which set of columns, so that those that finished teach. */
export const layoutsMigration: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  `create table layouts (
    id text primary key,
    connector_key text not null,
    object_name text not null,
    name text not null,
    header_set text not null,
    content jsonb not null,
    version bigint not null default 1,
    owner_id text not null,
    owner_name text not null,
    created_at timestamptz not null default now(),
    saved_at timestamptz not null default now()
  )`,
  `create unique index one_layout_per_name on layouts (connector_key, object_name, lower(name))`,
  `create index jobs_by_header_set on jobs ((mapping ->> 'headerSet'), number desc)
    where mapping ->> 'headerSet' is not null`,
];
