import "server-only";
import { type Attempt, candidateSchema, type Part, sampleSchema } from "../api-contract/decisions";
import { z } from "../api-contract/zod";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import type { AttemptRow } from "./attempts";
import { notFoundRows } from "./child-rows";
import type { Context } from "./context";
import type { BatchRow } from "./job-store";
import { readLookupFields } from "./lookup-fields";
import { readProgress } from "./lookup-progress";
import { openRows } from "./open-rows";

const evidenceSchema = z.object({
  httpStatus: z.number().nullable().catch(null),
  bodyBytesSent: z.number().nullable().catch(null),
  bodyBytes: z.number().nullable().catch(null),
  reply: z.string().nullable().catch(null),
  requestId: z.string().nullable().catch(null),
  fieldsSha256: z.string().nullable().catch(null),
});
const lookSchema = z.object({
  candidates: z.array(candidateSchema).catch([]),
  problem: z.string().nullable().catch(null),
  at: z.iso.datetime().nullable().catch(null),
  sample: sampleSchema.catch(null),
});
const noLook = { candidates: [], problem: null, at: null, sample: null };

/** A part of a job with all that is known of it: its attempts, what the looks saw, what was found in the system. */
export async function readPart(context: Context, jobId: string, index: number): Promise<Part | undefined> {
  const { database } = context;
  const id = storableText(jobId);
  const batch = await database
    .selectFrom("batches")
    .selectAll()
    .where("job_id", "=", id)
    .where("index", "=", index)
    .executeTakeFirst();
  if (!batch) return undefined;
  const attempts = await database
    .selectFrom("attempts")
    .selectAll()
    .where("job_id", "=", id)
    .where("batch_index", "=", index)
    .orderBy("number")
    .execute();
  const look = lookSchema.safeParse(attempts.at(-1)?.evidence.lastLook).data ?? noLook;
  const isDoubtful = batch.status === "needs_decision" || batch.other_records === "unknown";
  return {
    index,
    attempts: attempts.map(toAttempt),
    candidates: look.candidates,
    listProblem: look.problem,
    lookedAt: look.at,
    sample: look.sample,
    unknown: isDoubtful ? (await openRows(database, batch)).length : 0,
    lookup: await readProgress(database, batch),
    lookupTaken: await isTaken(database, batch),
    notFoundOpen: (await notFoundRows(database, id, index)).length,
    lookupFields: isDoubtful ? await readLookupFields(context, batch) : [],
  };
}

function toAttempt({ number, status, started_at, finished_at, evidence }: AttemptRow): Attempt {
  const seen = evidenceSchema.parse(evidence);
  return {
    number,
    status,
    startedAt: started_at?.toISOString() ?? null,
    finishedAt: finished_at?.toISOString() ?? null,
    httpStatus: seen.httpStatus,
    bytesSent: seen.bodyBytesSent,
    bytes: seen.bodyBytes,
    reply: seen.reply,
    requestId: seen.requestId,
    fieldsSha256: seen.fieldsSha256,
  };
}

async function isTaken(database: Database, { job_id, index }: BatchRow): Promise<boolean> {
  const taken = await database
    .selectFrom("looked_up_records")
    .select("row")
    .where("job_id", "=", job_id)
    .where("batch_index", "=", index)
    .where("taken", "=", true)
    .limit(1)
    .executeTakeFirst();
  return taken !== undefined;
}
