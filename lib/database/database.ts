import "server-only";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Tables } from "./tables";

export type Database = Kysely<Tables>;

// bigint: every count and offset here stays below 2^53, so a number is exact.
const bigintOid = 20;

/** Also of a migration, which waits for another process that is migrating, and has no limit else. */
const longestLockWaitMs = 30_000;
const longestIdleMs = 15_000;
/** A host that is gone without a word is noticed after this and ten more seconds, also by a query without a limit. */
const keepAliveMs = 10_000;

/**
 * Opens a pool on the PostgreSQL behind `url` (15 or later). Nothing is connected before the first query.
 * @param options.connectTimeoutMs a query fails after this when no connection can be had; a dead database must answer, not hang.
 * @param options.statementTimeoutMs the server itself gives a statement up after this; its connection stays in use.
 * @param options.queryTimeoutMs a query fails after this without an answer. Longer than the server's own limit, it is for a
 * server that is gone without a word: its connection is cut, so that nobody waits behind that query.
 */
export function openDatabase(
  url: string,
  options: {
    maxConnections?: number;
    connectTimeoutMs?: number;
    statementTimeoutMs?: number;
    queryTimeoutMs?: number;
  } = {},
): { database: Database; pool: pg.Pool; close: () => Promise<void> } {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 12,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 4_000,
    statement_timeout: options.statementTimeoutMs ?? 4_000,
    query_timeout: options.queryTimeoutMs ?? 5_000,
    lock_timeout: longestLockWaitMs,
    // Of a process that is gone without a word the server hears nothing: what it had locked is free after this.
    idle_in_transaction_session_timeout: longestIdleMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveMs,
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === bigintOid ? Number : pg.types.getTypeParser(oid, format as "text"),
    },
  });
  // An idle connection that breaks (the server restarted) is replaced by the pool; without a listener Node would exit.
  pool.on("error", () => undefined);
  // Nor does the pool listen to one that is lent out: between two queries of a transaction nobody would.
  pool.on("connect", (client) => {
    client.on("error", () => undefined);
    cutWhenSilent(client);
  });
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { database, pool, close: () => database.destroy() };
}

/** As `openDatabase`, for migrations: a new index on a large table takes longer than any query of the program may. */
export const openPatiently = (url: string): ReturnType<typeof openDatabase> =>
  openDatabase(url, { maxConnections: 2, statementTimeoutMs: 0, queryTimeoutMs: 0 });

/**
 * The driver fails a query that goes unanswered and keeps its connection, on which every later query would wait as long
 * again. Such a connection is cut; the pool replaces it.
 */
function cutWhenSilent(client: pg.PoolClient): void {
  const query: (...args: unknown[]) => unknown = Reflect.get(client, "query").bind(client);
  Reflect.set(client, "query", (...args: unknown[]) => {
    const answer = query(...args);
    if (answer instanceof Promise) answer.catch((error: unknown) => isSilence(error) && cut(client));
    return answer;
  });
}

const isSilence = (error: unknown): boolean =>
  error instanceof Error && error.message === "Query read timeout";

/** With a query under way the driver's `end` destroys the socket at once; it fails on one that is gone, as it should be. */
function cut(client: pg.PoolClient): void {
  const end: () => Promise<void> = Reflect.get(client, "end").bind(client);
  end().catch(() => undefined);
}
