import "server-only";
import { sql } from "kysely";
import type { Database } from "../database/database";
import type { Tables } from "../database/tables";

/** So many at a time: whoever else writes waits no longer than for these. */
const atOnce = 10_000;

/** Removes some of what tables hold, whatever it is. @returns whether there was any */
export async function forgetSome(database: Database, tables: readonly (keyof Tables)[]): Promise<boolean> {
  for (const table of tables) {
    const name = sql.table(table);
    const { numAffectedRows = 0n } = await sql`delete from ${name}
      where ctid = any(array(select ctid from ${name} limit ${atOnce}))`.execute(database);
    if (numAffectedRows > 0n) return true;
  }
  return false;
}
