import "server-only";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Tables } from "./tables";

export type Database = Kysely<Tables>;

// bigint: every count and offset here stays below 2^53, so a number is exact.
const bigintOid = 20;

/**
 * Opens a pool on the PostgreSQL behind `url` (15 or later). Nothing is connected before the first query.
 * @param options.connectTimeoutMs a query fails after this when no connection can be had; a dead database must answer, not hang.
 * @param options.queryTimeoutMs a query fails after this without an answer; longer than the server's own limit, it is for
 * a server that is gone without a word.
 */
export function openDatabase(
  url: string,
  options: { maxConnections?: number; connectTimeoutMs?: number; queryTimeoutMs?: number } = {},
): { database: Database; pool: pg.Pool; close: () => Promise<void> } {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 12,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 2_000,
    statement_timeout: 60_000,
    query_timeout: options.queryTimeoutMs ?? 65_000,
    keepAlive: true,
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === bigintOid ? Number : pg.types.getTypeParser(oid, format as "text"),
    },
  });
  // An idle connection that breaks (the server restarted) is replaced by the pool; without a listener Node would exit.
  pool.on("error", () => undefined);
  // Nor does the pool listen to one that is lent out: between two queries of a transaction nobody would.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { database, pool, close: () => database.destroy() };
}
