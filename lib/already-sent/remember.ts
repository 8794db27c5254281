import "server-only";
import type { Database } from "../database/database";
import type { Log } from "../jobs/context";
import { acceptedOf, leaveQueue, type QueuedPart, takePart } from "../jobs/part-queue";
import type { Uploads } from "../uploads/uploads";
import { forgetPart, insertAccepted } from "./accepted-rows";
import { readHead, stagedFingerprints } from "./staged-fingerprints";

export interface Parts {
  database: Database;
  uploads: Pick<Uploads, "get" | "pathOf">;
  secretKey: Buffer;
  upstreamUrl: string;
  log: Log;
}

/**
 * Writes the fingerprints of the next part whose outcome has changed, in the place of those written before.
 * @returns whether there was one
 */
export async function rememberNext(parts: Parts): Promise<boolean> {
  return parts.database.transaction().execute(async (transaction) => {
    const part = await takePart(transaction, "parts_to_remember");
    if (!part) return false;
    await forgetPart(transaction, part);
    if (part.wanted) await insertPart(parts, transaction, part);
    await leaveQueue(transaction, "parts_to_remember", part);
    return true;
  });
}

/** Without the staged file nothing is remembered, and nothing will be claimed. */
async function insertPart(
  { uploads, secretKey, log }: Parts,
  transaction: Database,
  part: QueuedPart,
): Promise<void> {
  const isAccepted = await acceptedOf(transaction, part);
  const place = {
    upstreamUrl: part.upstream_url,
    connectionId: part.connection_id,
    objectName: part.object_name,
  };
  const path = uploads.pathOf(part.upload_id);
  const range = { start: part.byte_start, end: part.byte_end, firstRow: part.first_row };
  try {
    const head = await readHead(path);
    if (!head) return;
    const staged = { path, head, mapping: part.mapping };
    for await (const rows of stagedFingerprints(secretKey, place, staged, range))
      await insertAccepted(
        transaction,
        part,
        rows.filter(({ row }) => isAccepted(row)),
      );
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    await forgetPart(transaction, part);
    log.info(
      { jobId: part.job_id, batch: part.batch_index },
      "its staged file is gone: its rows are not remembered",
    );
  }
}
