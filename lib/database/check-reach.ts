import "server-only";
import { sql } from "kysely";
import type { Database } from "./database";
import { isPassingFault } from "./is-away";

/**
 * Asks the database one thing, so that a start with a wrong or unreachable one says which variable to look at.
 * @throws Error that names DATABASE_URL, host, port and database, never the password
 */
export async function checkReach(database: Database, url: string): Promise<void> {
  try {
    await sql`select 1`.execute(database);
  } catch (cause) {
    throw notReached(url, cause);
  }
}

/**
 * Does what a start does with a database that it has reached. One that goes away meanwhile, or is too busy to answer, is named
 * as by `checkReach`, not by its driver's words alone.
 */
export async function withinReach(url: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw isPassingFault(cause) ? notReached(url, cause) : cause;
  }
}

function notReached(url: string, cause: unknown): Error {
  const { hostname, port, pathname } = new URL(url);
  const place = `${hostname || "localhost"}:${port || "5432"}${pathname}`;
  return new Error(`DATABASE_URL: PostgreSQL cannot be used at ${place}: ${reasonOf(cause)}`, { cause });
}

/** With several addresses behind a name the driver reports them together, without a message of their own. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join("; ");
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
