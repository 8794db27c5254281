import "server-only";
import type { Database } from "../database/database";
import { finishFile, hashStaged, removeFiles } from "./staged-file";
import { refusals } from "./upload-problem";
import { findUpload, markDamaged, markSealed, type UploadRow } from "./upload-rows";

export const isComplete = (row: UploadRow): boolean =>
  row.status === "receiving" && row.size_bytes !== null && row.offset_bytes === row.size_bytes;

/**
 * Ends a complete upload: hash of the whole, final name, commit. Safe to repeat after a crash between any two of its
 * steps. The caller holds the upload's lock.
 * @throws UploadRefusal when the bytes are not the declared ones; the upload is then damaged and its file removed.
 */
export async function sealUpload(database: Database, directory: string, id: string): Promise<void> {
  const row = await findUpload(database, id);
  if (!row || !isComplete(row)) return;
  const hashed = await hashStaged(directory, id);
  if (hashed?.sizeBytes !== row.size_bytes) throw await damaged(database, directory, id, refusals.damaged());
  const { sha256 } = hashed;
  if (row.declared_sha256 !== null && row.declared_sha256 !== sha256)
    throw await damaged(database, directory, id, refusals.hashDiffers());
  await finishFile(directory, id);
  await markSealed(database, id, sha256, row.declared_sha256 !== null);
}

async function damaged(database: Database, directory: string, id: string, refusal: Error): Promise<Error> {
  await markDamaged(database, id);
  await removeFiles(directory, id);
  return refusal;
}
