import "server-only";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { storableText } from "../database/storable";
import type { Context } from "./context";
import { type RowsFile, whenGone } from "./rows-file";

/**
 * The bytes of an import as they were sent, all parts in order.
 * @returns undefined for a job that is not known
 * @throws JobRefusal 410 `file_gone` when they are not there any more
 */
export async function sentFile(
  { database, uploads }: Pick<Context, "database" | "uploads">,
  jobId: string,
): Promise<RowsFile | undefined> {
  const job = await database
    .selectFrom("jobs")
    .select(["number", "upload_id"])
    .where("id", "=", storableText(jobId))
    .executeTakeFirst();
  if (!job) return undefined;
  const path = uploads.pathOf(job.upload_id);
  await stat(path).catch(whenGone);
  return {
    name: `import-${job.number}-sent.csv`,
    type: "text/csv; charset=utf-8",
    bytes: readAll(path),
  };
}

async function* readAll(path: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) yield chunk;
}
