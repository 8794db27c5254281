import "server-only";
import { sql } from "kysely";
import { type RememberedMapping, rememberedSchema } from "../api-contract/layouts";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";

/** Only what finished teaches: what was stopped may have been stopped for its mapping. */
const taught = ["completed", "completed_with_failures"] as const;
const mostTried = 5;

/** The person's own last mapping of such a file, else the team's. One that cannot be read any more is passed over. */
export async function readRemembered(
  database: Database,
  of: { connector: string; object: string; headerSet: string },
  person: { id: string },
): Promise<RememberedMapping | null> {
  const ofSet = database
    .selectFrom("jobs")
    .select(["id", "number", "created_at", "created_by_id", "created_by_name", "mapping"])
    .where("connector_key", "=", storableText(of.connector))
    .where("object_name", "=", storableText(of.object))
    .where(sql<string>`mapping ->> 'headerSet'`, "=", of.headerSet)
    .where("status", "in", taught)
    .where("parent_job_id", "is", null)
    .orderBy("number", "desc")
    .limit(mostTried);
  const own = await ofSet.where("created_by_id", "=", person.id).execute();
  const rows = own.length > 0 ? own : await ofSet.execute();
  for (const row of rows) {
    const kept = row.mapping;
    if (typeof kept !== "object" || kept === null || !("kept" in kept) || !("columns" in kept)) continue;
    const read = rememberedSchema.safeParse({
      jobId: row.id,
      number: row.number,
      at: row.created_at.toISOString(),
      by: row.created_by_name,
      isMine: row.created_by_id === person.id,
      columns: kept.columns,
      mapping: kept.kept,
    });
    if (read.success) return read.data;
  }
  return null;
}
