import "server-only";
import type { ChildRequest } from "../api-contract/decisions";
import type { SubmitJob } from "../api-contract/submit-job";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import { chooseRows } from "./child-rows";
import type { Context } from "./context";
import type { Person } from "./control";
import { copyRecords } from "./copy-records";
import { lockFamily, takeOpenRows } from "./family-rows";
import { toRuns } from "./file-rows";
import { insertJob } from "./insert-job";
import { JobRefusal } from "./job-refusal";
import { planFile } from "./plan";
import { requestHash } from "./request-hash";
import { placeFor, usableConnection } from "./submit";

/**
 * Makes a job of open records of another one: the same connection, object and options, and the records' own bytes. A record
 * goes into one such job at the most. The same key with the same request gives the job it gave before.
 * @returns the new job's id
 * @throws JobRefusal, SubmitError, or UpstreamError when the connections cannot be read
 */
export async function createChild(
  context: Context,
  person: Person,
  idempotencyKey: string,
  parentId: string,
  request: ChildRequest,
): Promise<string> {
  const { database, uploads } = context;
  const parent = await readParent(database, parentId);
  const hash = requestHash({ parentId: parent.id, ...request });
  const before = await earlierChild(database, person, idempotencyKey, hash);
  if (before !== undefined) return before;
  if (parent.upstream_url !== context.upstreamUrl)
    throw new JobRefusal(
      409,
      "begun_elsewhere",
      `This import was begun on another Open Connectors address (${parent.upstream_url}).`,
    );
  const rows = await chooseRows(database, parent.id, request);
  await checkOpen(database, parent, rows, request);
  const connection = await usableConnection(context, parent.connection_id);
  const source = { path: uploads.pathOf(parent.upload_id), headerBytes: parent.header_bytes };
  const uploadId = await uploads.compose(person.id, parent.file_name, copyRecords(source, rows));
  const plan = await planFile(uploads.pathOf(uploadId), context.pace.batches);
  const body: SubmitJob = {
    connectionId: parent.connection_id,
    objectName: parent.object_name,
    uploadId,
    fileName: parent.file_name,
    mapping: parent.mapping,
    parentJobId: parent.id,
    ...(parent.meta_data === null ? {} : { metaData: parent.meta_data }),
  };
  const id = await insertJob(database, {
    submission: { person, idempotencyKey, body, requestHash: hash },
    connection,
    place: await placeFor(context, connection),
    plan,
    upstreamUrl: context.upstreamUrl,
    fields:
      parent.fields_seen === null || parent.fields_sha256 === null
        ? null
        : { seen: parent.fields_seen, sha256: parent.fields_sha256 },
    origin: {
      parentJobId: parent.id,
      rows: [{ job: parent.number, held: false, rows: toRuns(rows) }],
      reason: request.reason,
      isMeant: request.confirmed === true,
    },
  });
  return id ?? otherwise(database, person, idempotencyKey, hash);
}

async function readParent(database: Database, id: string) {
  const parent = await database
    .selectFrom("jobs")
    .selectAll()
    .where("id", "=", storableText(id))
    .executeTakeFirst();
  if (!parent) throw new JobRefusal(404, "not_found", "There is no import with this id.");
  return parent;
}

async function earlierChild(
  database: Database,
  person: Person,
  key: string,
  hash: string,
): Promise<string | undefined> {
  const job = await database
    .selectFrom("jobs")
    .select(["id", "request_hash"])
    .where("created_by_id", "=", person.id)
    .where("idempotency_key", "=", key)
    .executeTakeFirst();
  if (!job) return undefined;
  if (job.request_hash === hash) return job.id;
  throw new JobRefusal(422, "key_used", "This Idempotency-Key was used for another request.", job.id);
}

/** The same request, sent twice at once: the faster one made the job. */
async function otherwise(database: Database, person: Person, key: string, hash: string): Promise<string> {
  const id = await earlierChild(database, person, key, hash);
  if (id === undefined) throw new Error("a job was not made, and nobody else made it");
  return id;
}

/** Said before anything is copied; what happens meanwhile is told by the same check under lock. */
async function checkOpen(
  database: Database,
  { id, number }: { id: string; number: number },
  rows: readonly number[],
  { confirmed }: ChildRequest,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const family = await lockFamily(transaction, id);
    const named = [{ job: number, held: false, rows: toRuns(rows) }];
    await takeOpenRows(transaction, family, named, confirmed === true);
  });
}
