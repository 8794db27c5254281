import "server-only";
import { createHash, randomBytes } from "node:crypto";
import type { Database } from "../database/database";
import { sealUpload } from "./seal";
import { createAppender, createStagedFile, openAtOffset, removeFiles } from "./staged-file";
import { commitOffset, insertUpload } from "./upload-rows";

/**
 * An upload whose bytes come from this server: written and synced first, then named in the database and sealed against the
 * hash of what was meant to be written. What a crash leaves in between is a file without a name, and swept as such.
 * @returns its id
 */
export async function composeUpload(
  to: { database: Database; directory: string; ownerId: string; fileName: string },
  bytes: AsyncIterable<Uint8Array>,
): Promise<string> {
  const { database, directory, ownerId, fileName } = to;
  const id = randomBytes(24).toString("base64url");
  await createStagedFile(directory, id);
  try {
    const { sizeBytes, sha256 } = await write(directory, id, bytes);
    await insertUpload(database, {
      id,
      ownerId,
      sizeBytes,
      metadata: { filename: fileName, sha256 },
      fileName,
      declaredSha256: sha256,
    });
    await commitOffset(database, id, 0, sizeBytes);
    await sealUpload(database, directory, id);
    return id;
  } catch (error) {
    await removeFiles(directory, id);
    throw error;
  }
}

async function write(
  directory: string,
  id: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash("sha256");
  const file = await openAtOffset(directory, id, 0);
  try {
    const appender = createAppender(file, 0);
    for await (const piece of bytes) {
      hash.update(piece);
      await appender.add(piece);
    }
    return { sizeBytes: await appender.sync(), sha256: hash.digest("hex") };
  } finally {
    await file.close();
  }
}
