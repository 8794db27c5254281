import "server-only";
import { sizesFor } from "../api-contract/parts";
import type { SubmitJob } from "../api-contract/submit-job";
import { RecordError } from "../csv/record-walker";
import { storableText } from "../database/storable";
import type { UpstreamConnection } from "../open-connectors/connections";
import { UpstreamError } from "../open-connectors/errors";
import type { UploadRow } from "../uploads/upload-rows";
import type { Context } from "./context";
import { compareFields, hashFields, toSeen } from "./drift";
import { readFieldsNow } from "./fields-check";
import { areRuns, countFileRows } from "./file-rows";
import { insertJob } from "./insert-job";
import type { Insertion, Place, Submission } from "./insertion";
import { type Plan, PlanError, planFile } from "./plan";
import { readHeader } from "./record-values";
import { requestHash } from "./request-hash";
import { checkRevision } from "./revision";
import { sentences } from "./words";

/** Why a job was not taken. Nothing was changed. */
export class SubmitError extends Error {
  override readonly name = "SubmitError";
  readonly status: number;
  readonly code: string;
  /** The job that has the upload already. */
  readonly jobId: string | undefined;

  constructor(status: number, code: string, message: string, jobId?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.jobId = jobId;
  }
}

export type Submit = (
  person: Submission["person"],
  idempotencyKey: string,
  body: SubmitJob,
) => Promise<string>;

/**
 * Takes jobs: from the commit on one is sent without anybody doing more for it. The same key with the same body gives the
 * job it gave before; an upload is in one job at most. The same request that comes while it is being answered waits for
 * that answer.
 * @returns the job's id
 * @throws SubmitError, or UpstreamError when the connections cannot be read
 */
export function createSubmit(context: Context): Submit {
  const underWay = new Map<string, Promise<string>>();
  return (person, idempotencyKey, body) => {
    const submission = { person, idempotencyKey, body, requestHash: requestHash(body) };
    const name = JSON.stringify([person.id, idempotencyKey, submission.requestHash]);
    const earlier = underWay.get(name);
    if (earlier) return earlier;
    const answer = submit(context, submission).finally(() => underWay.delete(name));
    underWay.set(name, answer);
    return answer;
  };
}

async function submit(context: Context, submission: Submission): Promise<string> {
  const { body } = submission;
  // Read in this order: a job that was made meanwhile, elsewhere and of the same key, is the answer and not in the way.
  const taken = await jobOfUpload(context, body.uploadId);
  const before = await earlierJob(context, submission);
  if (before !== undefined) return before;
  const upload = await usableUpload(context, submission, taken);
  await checkParent(context, body);
  const connection = await usableConnection(context, body.connectionId);
  const plan = await planUpload(context, upload, body);
  const file = { path: context.uploads.pathOf(upload.id), ...plan };
  await checkRevision(context, body, file);
  const fields = await fieldsToAgreeTo(context, file, body);
  const inserted = await insertJob(context.database, {
    submission,
    connection,
    place: await placeFor(context, connection),
    plan,
    upstreamUrl: context.upstreamUrl,
    fields,
    ...originOf(body),
  });
  if (inserted !== undefined) return inserted;
  // Another request was faster. Whatever it was, it has been answered with by now.
  const earlier = await earlierJob(context, submission);
  if (earlier !== undefined) return earlier;
  await usableUpload(context, submission, await jobOfUpload(context, body.uploadId));
  throw new SubmitError(404, "upload_unknown", "There is no such upload.");
}

/** What an import keeps of its connection. What nobody marked as test is live. */
export async function placeFor({ placeOf }: Context, connection: UpstreamConnection): Promise<Place> {
  return placeOf ? placeOf(connection) : { name: connection.name, company: null, environment: "live" };
}

/**
 * The object's fields as they are now, for the job to be sent with.
 * @throws SubmitError when they are no longer what the mapping was made for, and nobody has said that this is known
 */
async function fieldsToAgreeTo(
  context: Context,
  file: { path: string; headerBytes: number },
  body: SubmitJob,
): Promise<Insertion["fields"]> {
  const fields = await readFieldsNow(context, body.connectionId, body.objectName);
  if (fields === null || fields.length === 0) return null;
  const header = await readHeader(file);
  const seen = toSeen(fields, header);
  if (body.fields !== undefined && body.confirmed !== true) {
    const { blocks } = compareFields(toSeen(body.fields, header), seen, header);
    if (blocks.length > 0)
      throw new SubmitError(
        409,
        "fields_changed",
        sentences(
          "The fields have changed since they were mapped",
          ...blocks,
          "Nothing was sent; map again, or confirm that it is meant",
        ),
      );
  }
  return { seen, sha256: hashFields(fields) };
}

async function earlierJob({ database }: Context, submission: Submission): Promise<string | undefined> {
  const job = await database
    .selectFrom("jobs")
    .select(["id", "request_hash"])
    .where("created_by_id", "=", submission.person.id)
    .where("idempotency_key", "=", submission.idempotencyKey)
    .executeTakeFirst();
  if (!job) return undefined;
  if (job.request_hash === submission.requestHash) return job.id;
  throw new SubmitError(
    422,
    "key_used",
    "This Idempotency-Key was used for another request. Nothing was submitted.",
    job.id,
  );
}

async function usableUpload(
  context: Context,
  { person, body }: Submission,
  job: JobOfUpload,
): Promise<UploadRow> {
  const upload = await context.uploads.get(body.uploadId);
  if (upload?.owner_id !== person.id)
    throw new SubmitError(404, "upload_unknown", "There is no such upload.");
  if (job)
    throw new SubmitError(
      409,
      "upload_already_submitted",
      `This upload was submitted already, as import ${job.number}.`,
      job.id,
    );
  switch (upload.status) {
    case "receiving":
      throw new SubmitError(409, "upload_unfinished", "The upload has not arrived completely yet.");
    case "expired":
      throw new SubmitError(410, "upload_gone", "This upload was removed. Send the file again.");
    case "damaged":
      throw new SubmitError(
        422,
        "upload_damaged",
        "This upload is damaged: what arrived is not what was sent. Send the file again.",
      );
    case "sealed":
      checkIntegrity(upload, body);
      return upload;
  }
}

type JobOfUpload = { id: string; number: number } | undefined;

function jobOfUpload({ database }: Context, uploadId: string): Promise<JobOfUpload> {
  return database
    .selectFrom("jobs")
    .select(["id", "number"])
    .where("upload_id", "=", storableText(uploadId))
    .executeTakeFirst();
}

async function checkParent(
  { database }: Context,
  { parentJobId, parentRows, keptBack = [], excluded = [] }: SubmitJob,
): Promise<void> {
  if (parentRows !== undefined && (parentJobId === undefined || keptBack.length + excluded.length > 0))
    throw new SubmitError(
      422,
      "parent_rows_differ",
      "parentRows needs parentJobId, and rows that are not sent now stay open where they are: keptBack and excluded are for new rows.",
    );
  if (parentJobId === undefined) return;
  const parent = await database
    .selectFrom("jobs")
    .select("id")
    .where("id", "=", storableText(parentJobId))
    .executeTakeFirst();
  if (!parent) throw new SubmitError(422, "parent_unknown", "parentJobId names no import.");
}

function originOf({ parentJobId, parentRows, confirmed }: SubmitJob): Pick<Insertion, "origin"> {
  if (parentJobId === undefined || parentRows === undefined) return {};
  return { origin: { parentJobId, rows: parentRows, reason: null, isMeant: confirmed === true } };
}

function checkIntegrity(upload: UploadRow, body: SubmitJob): void {
  if (body.sizeBytes !== undefined && body.sizeBytes !== upload.size_bytes)
    throw new SubmitError(
      422,
      "size_differs",
      `The upload has ${upload.size_bytes} bytes, the request says ${body.sizeBytes}.`,
    );
  if (body.sha256 !== undefined && body.sha256.toLowerCase() !== upload.sha256)
    throw new SubmitError(422, "hash_differs", "The SHA-256 of the upload is not the one in the request.");
  if (body.sha256 === undefined && !upload.verified)
    throw new SubmitError(
      422,
      "upload_unverified",
      "The upload was never compared with a hash. Give its SHA-256 with the upload or with the job.",
    );
}

/** @throws SubmitError when nothing can be sent to it, UpstreamError when it cannot be looked at */
export async function usableConnection({ openConnectors }: Context, id: string): Promise<UpstreamConnection> {
  const connection = await openConnectors.connection(id).catch((error: unknown) => {
    if (error instanceof UpstreamError && error.kind === "not_found")
      throw new SubmitError(422, "connection_unknown", "Open Connectors does not list this connection.");
    throw error;
  });
  if (!connection.usable)
    throw new SubmitError(
      422,
      "connection_unusable",
      connection.reason ?? "This connection cannot be used at present.",
    );
  return connection;
}

async function planUpload({ uploads, pace }: Context, upload: UploadRow, body: SubmitJob): Promise<Plan> {
  const sizes = sizesFor(pace.batches, body.parts);
  const plan = await planFile(uploads.pathOf(upload.id), sizes).catch((error: unknown) => {
    if (error instanceof PlanError) throw new SubmitError(422, error.code, error.message);
    if (error instanceof RecordError)
      throw new SubmitError(422, `csv_${error.code}`, `The staged file cannot be sent: ${error.message}`);
    throw error;
  });
  if (plan.sha256 !== upload.sha256)
    throw new SubmitError(422, "upload_damaged", "The staged file has changed on disk. Send the file again.");
  const runs = body.source?.fileRows;
  if (runs !== undefined && (!areRuns(runs) || countFileRows(runs) !== plan.records))
    throw new SubmitError(
      422,
      "file_rows_differ",
      `source.fileRows names ${countFileRows(runs)} rows; the staged file has ${plan.records} records.`,
    );
  return plan;
}
