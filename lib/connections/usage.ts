import "server-only";
import { sql } from "kysely";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";

/** When a person last loaded something, by connection. */
export async function lastUsed(database: Database, personId: string): Promise<Map<string, string>> {
  const rows = await database
    .selectFrom("jobs")
    .select(["connection_id", ({ fn }) => fn.max("created_at").as("at")])
    .where("created_by_id", "=", personId)
    .groupBy("connection_id")
    .execute();
  return new Map(rows.map(({ connection_id, at }) => [connection_id, new Date(at).toISOString()]));
}

/** The same by object of one connection. */
export async function lastUsedObjects(
  database: Database,
  connectionId: string,
  personId: string,
): Promise<Map<string, string>> {
  const rows = await database
    .selectFrom("jobs")
    .select(["object_name", ({ fn }) => fn.max("created_at").as("at")])
    .where("connection_id", "=", storableText(connectionId))
    .where("created_by_id", "=", personId)
    .groupBy("object_name")
    .execute();
  return new Map(rows.map(({ object_name, at }) => [object_name, new Date(at).toISOString()]));
}

/** Whether a job of this connection was ever seen to end as cancelled. */
export async function isCancelSeen(database: Database, connectionId: string): Promise<boolean> {
  const seen = await database
    .selectFrom("batches")
    .select("index")
    .where("connection_id", "=", storableText(connectionId))
    .where("status", "=", "cancelled")
    .where("bulk_job_id", "is not", null)
    .limit(1)
    .execute();
  return seen.length > 0;
}

const mostChanges = 10;

/** What was changed about a connection, newest first. */
export async function readChanges(
  database: Database,
  connectionId: string,
): Promise<{ at: string; detail: string }[]> {
  const rows = await database
    .selectFrom("audit_events")
    .select(["at", "detail"])
    .where("job_id", "is", null)
    .where(sql<string>`evidence ->> 'connectionId'`, "=", storableText(connectionId))
    .orderBy("id", "desc")
    .limit(mostChanges)
    .execute();
  return rows.map(({ at, detail }) => ({ at: at.toISOString(), detail }));
}
