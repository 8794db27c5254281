import "server-only";
import { statfs } from "node:fs/promises";
import { sql } from "kysely";
import type { Database } from "../database/database";
import { refusals } from "./upload-problem";

const mostReserveBytes = 5 * 1024 ** 3;
const reservedShare = 0.1;

/** An upload nobody has sent a byte of for so long keeps no room. */
const promisedForMinutes = 60;

/** What uploads leave free for the database, the log and the system: a tenth of the disk, 5 GiB at the most. */
export const reserveBytes = (diskBytes: number): number =>
  Math.min(mostReserveBytes, Math.floor(diskBytes * reservedShare));

/**
 * Refuses what cannot fit before any byte comes: beside what is free, room is promised to the uploads under way.
 * @param sizeBytes bytes that are still to come
 * @param id of an upload whose own promise does not count
 * @throws UploadRefusal 507
 */
export async function checkRoom(
  database: Database,
  directory: string,
  sizeBytes: number,
  id = "",
): Promise<void> {
  const { bavail, blocks, bsize } = await statfs(directory);
  const room = bavail * bsize - reserveBytes(blocks * bsize);
  if (sizeBytes + (await promisedBytes(database, id)) > room) throw refusals.noRoom();
}

async function promisedBytes(database: Database, exceptId: string): Promise<number> {
  const { promised } = await database
    .selectFrom("uploads")
    .select(sql<number>`coalesce(sum(size_bytes - offset_bytes), 0)::float8`.as("promised"))
    .where("status", "=", "receiving")
    .where("size_bytes", "is not", null)
    .where("id", "<>", exceptId)
    .where("touched_at", ">", sql<Date>`now() - make_interval(mins => ${promisedForMinutes})`)
    .executeTakeFirstOrThrow();
  return promised;
}
