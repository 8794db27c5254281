import "server-only";
import { type Kysely, type Migration, sql } from "kysely";

/** What is known and said here of connections; the company and the environment that an import was sent to; probes under way. */
export const connectionsMigration: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  `create table connections (
    upstream_url text not null,
    connection_id text not null,
    given_name text,
    environment text check (environment in ('test', 'live')),
    company text,
    address text,
    facts_at timestamptz,
    worked_at timestamptz,
    failed_at timestamptz,
    failure text,
    primary key (upstream_url, connection_id)
  )`,
  `alter table jobs add column company text,
    add column environment text not null default 'live' check (environment in ('test', 'live'))`,
  `create index jobs_by_connection on jobs (connection_id, number)`,
  `alter table probes add column ended boolean not null default true, add column mark text`,
  `create index audit_events_of_connections on audit_events ((evidence ->> 'connectionId'), id) where job_id is null`,
];
