import "server-only";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { UpstreamError } from "../open-connectors/errors";
import { answerOf } from "./answer-of";
import type { Context } from "./context";
import type { BatchRow, JobFacts } from "./job-store";
import { sentences } from "./words";

/**
 * Why a batch cannot be sent from here although nothing is wrong with it: its file is not in this process's folder, which
 * may be the wrong one, a disk that is not mounted, or a backup that lacks it.
 * @returns words for the job's page; undefined when the file is here
 */
export async function fileMissing({ uploads }: Context, job: JobFacts): Promise<string | undefined> {
  try {
    await stat(uploads.pathOf(job.upload_id));
    return undefined;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    return sentences(
      "The staged file is missing in this server's data folder (DATA_DIR)",
      "Nothing was sent; it goes on by itself when the file is there again. Servers that share a database have to share the folder too",
    );
  }
}

/**
 * What has to hold before a byte leaves: the staged bytes are still the planned ones, and at a job's beginning the object
 * is still there.
 * @returns why nothing can be sent, in words; undefined when nothing is in the way
 */
export async function findObstacle(
  context: Context,
  job: JobFacts,
  batch: BatchRow,
): Promise<string | undefined> {
  const staged = await stagedObstacle(context.uploads.pathOf(job.upload_id), job.header_bytes, batch);
  return staged ?? (batch.index === 0 ? objectObstacle(context, job) : undefined);
}

async function stagedObstacle(
  file: string,
  headerBytes: number,
  batch: BatchRow,
): Promise<string | undefined> {
  const hash = createHash("sha256");
  for (const [start, end] of [
    [0, headerBytes],
    [batch.byte_start, batch.byte_end],
  ] as const)
    for await (const chunk of createReadStream(file, { start, end: end - 1 })) hash.update(chunk);
  if (hash.digest("hex") === batch.sha256) return undefined;
  return "The staged file on the server is no longer the one that was submitted.";
}

/** Only a clear "there is no such object" counts; a metadata call that fails proves nothing about the upload. */
async function objectObstacle(context: Context, job: JobFacts): Promise<string | undefined> {
  const { openConnectors } = context;
  const fields = await answerOf(openConnectors.fields(job.connection_id, job.object_name));
  if (!(fields instanceof UpstreamError) || fields.kind !== "not_found") return undefined;
  const objects = await answerOf(openConnectors.objects(job.connection_id));
  if (objects instanceof UpstreamError || objects.some(({ name }) => name === job.object_name))
    return undefined;
  return `${job.connector_name} no longer has the object ${job.object_name}.`;
}
