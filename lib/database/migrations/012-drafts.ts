import "server-only";
import { type Kysely, type Migration, sql } from "kysely";

/** Unfinished imports: what was chosen and, where a person wished it, edits of rows, for a time. */
export const draftsMigration: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  `create table drafts (
    id text primary key,
    owner_id text not null,
    owner_name text not null,
    handed_by_id text,
    handed_by_name text,
    upstream_url text not null,
    connection_id text not null,
    object_name text not null,
    file_sha256 text,
    version bigint not null default 1,
    writer text not null,
    content jsonb not null,
    edits jsonb,
    edits_until timestamptz,
    created_at timestamptz not null default now(),
    saved_at timestamptz not null default now(),
    check ((edits is null) = (edits_until is null))
  )`,
  `create index drafts_by_owner on drafts (owner_id, saved_at desc)`,
  `create index drafts_by_file on drafts (file_sha256) where file_sha256 is not null`,
  `create index drafts_with_edits on drafts (edits_until) where edits_until is not null`,
  `create index drafts_by_age on drafts (saved_at)`,
];
