import "server-only";
import { type Selectable, sql } from "kysely";
import type { Database } from "../database/database";
import type { UploadsTable } from "../database/job-tables";
import { storableJson, storableText } from "../database/storable";
import { refusals } from "./upload-problem";

export type UploadRow = Selectable<UploadsTable>;

export interface NewUpload {
  id: string;
  ownerId: string;
  sizeBytes: number | null;
  metadata: Record<string, string | null>;
  fileName: string;
  declaredSha256: string | null;
}

export async function insertUpload(database: Database, upload: NewUpload): Promise<void> {
  await database
    .insertInto("uploads")
    .values({
      id: upload.id,
      owner_id: upload.ownerId,
      file_name: storableText(upload.fileName),
      size_bytes: upload.sizeBytes,
      metadata: storableJson(upload.metadata),
      declared_sha256: upload.declaredSha256,
    })
    .execute();
}

export function findUpload(database: Database, id: string): Promise<UploadRow | undefined> {
  return database.selectFrom("uploads").selectAll().where("id", "=", storableText(id)).executeTakeFirst();
}

/**
 * The commit that acknowledges bytes: `to` is durable on disk.
 * @throws UploadRefusal when somebody else moved the offset meanwhile
 */
export async function commitOffset(database: Database, id: string, from: number, to: number): Promise<void> {
  const { numUpdatedRows } = await database
    .updateTable("uploads")
    .set({ offset_bytes: to, touched_at: sql`now()` })
    .where("id", "=", id)
    .where("status", "=", "receiving")
    .where("offset_bytes", "=", from)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw refusals.moved();
}

export async function declareLength(database: Database, id: string, sizeBytes: number): Promise<void> {
  await database
    .updateTable("uploads")
    .set({ size_bytes: sizeBytes, touched_at: sql`now()` })
    .where("id", "=", id)
    .where("status", "=", "receiving")
    .execute();
}

export async function markSealed(
  database: Database,
  id: string,
  sha256: string,
  verified: boolean,
): Promise<void> {
  await database
    .updateTable("uploads")
    .set({ status: "sealed", sha256, verified, sealed_at: sql`now()`, touched_at: sql`now()` })
    .where("id", "=", id)
    .where("status", "=", "receiving")
    .execute();
}

export async function markDamaged(database: Database, id: string): Promise<void> {
  await database
    .updateTable("uploads")
    .set({ status: "damaged", touched_at: sql`now()` })
    .where("id", "=", id)
    .where("status", "=", "receiving")
    .execute();
}

/** @returns whether it was given up; `false`: a job was made from it, or it was gone already. */
export function markExpired(database: Database, id: string): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    // Waits for a submit that holds the row; the next statement then sees the job it made.
    await transaction.selectFrom("uploads").select("id").where("id", "=", id).forUpdate().execute();
    const { numUpdatedRows } = await unused(transaction).where("id", "=", id).executeTakeFirst();
    return numUpdatedRows > 0n;
  });
}

/** Gives up uploads without activity for so long that no job was made from. @returns their ids */
export async function expireOldUploads(database: Database, days: number): Promise<string[]> {
  const expired = await unused(database)
    .where("touched_at", "<", sql<Date>`now() - make_interval(days => ${days})`)
    .returning("id")
    .execute();
  return expired.map(({ id }) => id);
}

/**
 * A submit touches the upload's row before it inserts its job: an update that waited for it sees the row changed and
 * looks at its age again, so a file that a job needs is never taken away under it.
 */
function unused(database: Database) {
  return database
    .updateTable("uploads")
    .set({ status: "expired" })
    .where("status", "<>", "expired")
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("jobs").select("jobs.id").whereRef("jobs.upload_id", "=", "uploads.id"))),
    );
}
