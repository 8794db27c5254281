import "server-only";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { HeldRow, SubmitJob } from "../api-contract/submit-job";
import type { Database } from "../database/database";
import { storableJson, storableText } from "../database/storable";
import { violates } from "../database/violates";
import { tell } from "./audit";
import type { Insertion } from "./insertion";
import { lockJob, projectJob } from "./job-projection";
import { JobRefusal } from "./job-refusal";
import { claimOrigin, insertOrigin, type Origin } from "./origin";
import { tellRevised } from "./revision";
import { refuseSentBefore } from "./sent-before";
import { counted } from "./words";

const rowsAtOnce = 1_000;

/**
 * Writes a job, its number and all that belongs to it in one transaction.
 * @returns its id; undefined when another request took the upload or the key meanwhile
 */
export async function insertJob(database: Database, insertion: Insertion): Promise<string | undefined> {
  try {
    return await database.transaction().execute((transaction) => insertAll(transaction, insertion));
  } catch (error) {
    if (violates(error, "child_records_pkey")) throw rowsTaken();
    if (violates(error)) return undefined;
    throw error;
  }
}

async function insertAll(transaction: Database, insertion: Insertion): Promise<string | undefined> {
  const { submission, plan } = insertion;
  const { body, person } = submission;
  // Taken first: requests for the same upload wait here, and a sweep that waits sees it touched.
  const { numUpdatedRows } = await transaction
    .updateTable("uploads")
    .set({ touched_at: sql`now()`, verified: true })
    .where("id", "=", body.uploadId)
    .where("status", "=", "sealed")
    .executeTakeFirst();
  const taken = await transaction
    .selectFrom("jobs")
    .select("id")
    .where("upload_id", "=", body.uploadId)
    .executeTakeFirst();
  if (numUpdatedRows === 0n || taken) return undefined;
  await refuseSentBefore(transaction, insertion);
  const id = randomUUID();
  const origin = insertion.origin && (await claimOrigin(transaction, insertion, insertion.origin));
  const number = await insertRow(transaction, id, insertion, origin);
  await insertBatches(transaction, id, insertion);
  await insertHeldRows(transaction, id, body);
  await insertEdits(transaction, id, body);
  if (origin) await insertOrigin(transaction, { id, number }, person, origin);
  if (body.revises === true && body.parentJobId !== undefined)
    await tellRevised(transaction, person, body.parentJobId, { id, number, records: plan.records });
  // A connection that lets nobody in holds a job from its beginning.
  const locked = await lockJob(transaction, id);
  if (locked?.isConnectionHeld) await projectJob(transaction, id, locked);
  const parts = plan.batches.length;
  await tell(
    transaction,
    { jobId: id, actorId: person.id },
    {
      kind: "submitted",
      detail: `${person.name} submitted ${counted(plan.records, "row")} from ${storableText(body.fileName)}${parts > 1 ? `, to be sent in ${parts} parts` : ""}.`,
      evidence: { sha256: plan.sha256, sizeBytes: plan.sizeBytes, parts },
    },
  );
  return id;
}

/** The number is taken in the same transaction, so there are no gaps: the row of the counter is locked until the commit. */
async function insertRow(
  transaction: Database,
  id: string,
  insertion: Insertion,
  origin: Origin | undefined,
): Promise<number> {
  const { submission, connection, place, plan, upstreamUrl } = insertion;
  const { body, person } = submission;
  const { value: number } = await transaction
    .updateTable("counters")
    .set({ value: sql`value + 1` })
    .where("name", "=", "jobs")
    .returning("value")
    .executeTakeFirstOrThrow();
  const { fileRows: saidFileRows, ...source } = body.source ?? {};
  const fileRows = origin?.fileRows ?? saidFileRows;
  await transaction
    .insertInto("jobs")
    .values({
      id,
      number,
      created_by_id: person.id,
      created_by_name: person.name,
      idempotency_key: submission.idempotencyKey,
      request_hash: submission.requestHash,
      upload_id: body.uploadId,
      upstream_url: upstreamUrl,
      connection_id: connection.id,
      connection_name: storableText(place.name),
      company: place.company === null ? null : storableText(place.company),
      environment: place.environment,
      connector_key: storableText(connection.connector.key),
      connector_name: storableText(connection.connector.name),
      hub: connection.hub === null ? null : storableText(connection.hub),
      object_name: storableText(body.objectName),
      file_name: storableText(body.fileName),
      sha256: plan.sha256,
      size_bytes: plan.sizeBytes,
      header_bytes: plan.headerBytes,
      records: plan.records,
      mapping: storableJson(body.mapping),
      meta_data: storableJson(body.metaData),
      source: storableJson(body.source === undefined ? undefined : source),
      file_rows: storableJson(fileRows),
      kept_back: body.keptBack?.length ?? 0,
      excluded: body.excluded?.length ?? 0,
      parent_job_id: insertion.origin?.parentJobId ?? null,
      root_job_id: origin?.rootId ?? null,
      begun_from_id: insertion.origin === undefined ? (body.parentJobId ?? null) : null,
      open_rows: body.keptBack?.length ?? 0,
      ask_after_first: body.parts?.askAfter !== undefined && plan.batches.length > 1,
      status: "queued",
      hold: null,
      message: null,
      ended_at: null,
      fields_seen: storableJson(insertion.fields?.seen),
      fields_sha256: insertion.fields?.sha256 ?? null,
      waived: storableJson(body.checked?.waived),
      edited_cells: body.checked?.editedCells ?? 0,
    })
    .execute();
  return number;
}

/** Only the first batch is due; each one that completes makes the next one due. */
async function insertBatches(transaction: Database, jobId: string, { connection, plan }: Insertion) {
  const rows = plan.batches.map((batch, index) => ({
    job_id: jobId,
    index,
    connection_id: connection.id,
    status: "planned" as const,
    first_row: batch.firstRow,
    last_row: batch.lastRow,
    byte_start: batch.byteStart,
    byte_end: batch.byteEnd,
    sha256: batch.sha256,
    next_action_at: index === 0 ? sql<Date>`now()` : null,
  }));
  for (const some of inPieces(rows)) await transaction.insertInto("batches").values(some).execute();
}

async function insertHeldRows(transaction: Database, jobId: string, body: SubmitJob) {
  const held = [...toHeld("kept_back", body.keptBack), ...toHeld("excluded", body.excluded)];
  const rows = held.map((row, seq) => ({ job_id: jobId, seq, ...row }));
  for (const some of inPieces(rows)) await transaction.insertInto("held_rows").values(some).execute();
}

async function insertEdits(transaction: Database, jobId: string, body: SubmitJob) {
  const rows = (body.checked?.edits ?? []).map(({ fileRow, column, before, after }, seq) => ({
    ...{ job_id: jobId, seq, file_row: fileRow },
    column: storableText(column),
    before: storableText(before),
    after: storableText(after),
  }));
  for (const some of inPieces(rows)) await transaction.insertInto("cell_edits").values(some).execute();
}

const rowsTaken = () =>
  new JobRefusal(
    409,
    "rows_taken",
    "Somebody else is sending some of these rows again. Nothing was sent by you; look at the import's page again.",
  );

const toHeld = (kind: "kept_back" | "excluded", rows: HeldRow[] = []) =>
  rows.map((row) => ({
    kind,
    file_row: row.fileRow,
    values: storableJson(row.values),
    fields: storableJson(row.fields),
    issues: storableJson(row.issues),
  }));

function* inPieces<Row>(rows: Row[]): Generator<Row[]> {
  for (let at = 0; at < rows.length; at += rowsAtOnce) yield rows.slice(at, at + rowsAtOnce);
}
