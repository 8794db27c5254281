import "server-only";
import type { Revision, RevisionList } from "../api-contract/revision";
import { hasEnded } from "../api-contract/status";
import type { SubmitJob } from "../api-contract/submit-job";
import { z } from "../api-contract/zod";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import { tell } from "./audit";
import type { Context } from "./context";
import { JobRefusal } from "./job-refusal";
import { rankFields } from "./lookup-fields";
import { readHeader, type Values } from "./record-values";
import { countLostKeys } from "./revised-keys";
import { streamSent } from "./row-stream";
import { rowsGone, whenGone } from "./rows-file";
import { counted, inFigures, sentences } from "./words";

type Person = { id: string; name: string };

/** Rows that are looked at to see which field tells them apart. */
const sampled = 500;

/** Options of an import that updates records. Open Connectors reference, section 6.1. */
const updating = z.object({ action: z.literal("upsert"), identifierFieldName: z.string().min(1) });

/**
 * Whether rows of an import that are done can be corrected by sending them once more, and by which field their records
 * are found. Nothing is asked of the connected system but what its connector can do.
 * @throws JobRefusal, or UpstreamError when that cannot be read
 */
export async function readRevision(context: Context, jobId: string): Promise<Revision> {
  const job = await readRevised(context, jobId);
  const { upsert } = await context.openConnectors.facts(job.connection_id);
  const records = await firstDone(context, job).catch(whenGone);
  const header = Object.keys(records[0] ?? {});
  const fields = rankFields(header, records);
  const before = updating.safeParse(job.meta_data).data?.identifierFieldName;
  const best = fields.find(({ filled, distinct }) => filled === 1 && distinct === 1)?.path ?? null;
  const key = fields.some(({ path }) => path === before) ? (before ?? null) : best;
  return { updates: upsert, fields, key };
}

/** Writes down that somebody took away a list of what to put right in the connected system. @throws JobRefusal */
export async function noteRevisionList(
  context: Context,
  person: Person,
  jobId: string,
  { rows, values }: RevisionList,
): Promise<void> {
  const job = await readRevised(context, jobId);
  await tell(
    context.database,
    { jobId: job.id, actorId: person.id },
    {
      kind: "to_put_right",
      detail: `${person.name} took a list of ${counted(values, "value")} in ${counted(rows, "row")} to be put right in ${job.connection_name}. Nothing was sent.`,
      evidence: { rows, values },
    },
  );
}

/**
 * What has to hold before accepted rows are sent once more: the connector updates records, the file says by which of its
 * fields they are found, and each value of that field is one that a row was sent with. Anything else would create records a
 * second time, or change others.
 * @param path of the staged file
 * @throws JobRefusal, or UpstreamError when what the connector can do cannot be read
 */
export async function checkRevision(
  context: Context,
  body: SubmitJob,
  file: { path: string; headerBytes: number; sizeBytes: number },
): Promise<void> {
  if (body.revises !== true) return;
  const { parentJobId, parentRows, connectionId, objectName } = body;
  if (parentJobId === undefined || parentRows !== undefined)
    throw new JobRefusal(
      422,
      "revises_differ",
      "revises needs parentJobId, and no parentRows: the rows were accepted.",
    );
  const job = await readRevised(context, parentJobId);
  if (job.connection_id !== connectionId || job.object_name !== objectName)
    throw new JobRefusal(
      409,
      "parent_elsewhere",
      "The rows to be corrected were sent to another place. Nothing was sent.",
    );
  const key = updating.safeParse(body.metaData).data?.identifierFieldName;
  const header = await readHeader(file);
  if (key === undefined || !header.includes(key))
    throw new JobRefusal(
      422,
      "revises_creates",
      "Rows that were accepted are only sent as updates, matched by a field of the file (metaData with action upsert and identifierFieldName): anything else would create each of them a second time. Nothing was sent.",
    );
  const { upsert } = await context.openConnectors.facts(connectionId);
  if (upsert !== true)
    throw new JobRefusal(
      409,
      "cannot_update",
      `Nothing says that ${job.connection_name} can update records that exist: these rows would be created a second time. Nothing was sent; put them right there.`,
    );
  const lost = await countLostKeys(context, job, file, { field: key, at: header.indexOf(key) }).catch(
    whenGone,
  );
  if (lost > 0)
    throw new JobRefusal(
      422,
      "revises_strangers",
      `${counted(lost, "row")} ${lost === 1 ? "has" : "have"} a ${key} by which not exactly one row of import ${inFigures(job.number)} that is done is found: another record would be changed, or one more created. Nothing was sent.`,
    );
}

/** Says on the page of the import whose rows are corrected that they are. */
export async function tellRevised(
  transaction: Database,
  person: Person,
  revisedId: string,
  by: { id: string; number: number; records: number },
): Promise<void> {
  await tell(
    transaction,
    { jobId: revisedId, actorId: person.id },
    {
      kind: "revised",
      detail: sentences(
        `${person.name} corrected ${counted(by.records, "row")} that ${by.records === 1 ? "was" : "were"} done, as updates in import ${inFigures(by.number)}`,
      ),
      evidence: { jobId: by.id, rows: by.records },
    },
  );
}

async function readRevised({ database, upstreamUrl }: Context, id: string) {
  const job = await database
    .selectFrom("jobs")
    .select(["id", "number", "status", "connection_id", "connection_name", "object_name", "upstream_url"])
    .select(["upload_id", "header_bytes", "file_rows", "mapping", "message", "meta_data", "removed_at"])
    .where("id", "=", storableText(id))
    .executeTakeFirst();
  if (!job) throw new JobRefusal(404, "not_found", "There is no import with this id.");
  if (!hasEnded(job.status))
    throw new JobRefusal(409, "not_ended", "This import has not ended. Its rows are corrected afterwards.");
  if (job.upstream_url !== upstreamUrl)
    throw new JobRefusal(
      409,
      "begun_elsewhere",
      "This import was sent by another Open Connectors address. Its rows cannot be corrected from here.",
    );
  if (job.removed_at !== null) throw rowsGone();
  return job;
}

async function firstDone(context: Context, job: Awaited<ReturnType<typeof readRevised>>): Promise<Values[]> {
  const records: Values[] = [];
  for await (const { values } of streamSent(context, job, { states: new Set(["succeeded"]) })) {
    records.push(values);
    if (records.length === sampled) break;
  }
  return records;
}
