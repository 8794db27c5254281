import "server-only";
import type { Field } from "../api-contract/connections";
import { storableJson } from "../database/storable";
import { UpstreamError } from "../open-connectors/errors";
import { answerOf } from "./answer-of";
import { tell } from "./audit";
import type { Context } from "./context";
import { compareFields, hashFields, toSeen } from "./drift";
import { lockJob, projectJob, setHold } from "./job-projection";
import { type BatchRow, type JobFacts, putBack } from "./job-store";
import { readHeader } from "./record-values";
import { sentences } from "./words";

/** A hash is never this word. */
export const held = "held";

/** The fields of an object as the upstream describes them now; `null` when it does not say: that proves nothing. */
export async function readFieldsNow(
  { openConnectors }: Pick<Context, "openConnectors">,
  connectionId: string,
  objectName: string,
): Promise<Field[] | null> {
  const fields = await answerOf(openConnectors.fields(connectionId, objectName));
  return fields instanceof UpstreamError ? null : fields;
}

/**
 * Reads an object's fields again before a job's first batch. What has changed so that rows would fail or mean something
 * else holds the job, with the words for it; going on means that a person agrees to the fields as they are now.
 * @returns the hash of the fields the batch goes out with, `null` where nobody says what they are; or that nothing is sent now
 */
export async function agreedFields(
  context: Context,
  job: JobFacts,
  batch: BatchRow,
): Promise<typeof held | string | null> {
  if (batch.index !== 0) return job.fields_sha256;
  const { database, uploads } = context;
  const fields = await readFieldsNow(context, job.connection_id, job.object_name);
  if (fields === null || fields.length === 0) return null;
  const { fields_seen: seen } = await database
    .selectFrom("jobs")
    .select("fields_seen")
    .where("id", "=", job.id)
    .executeTakeFirstOrThrow();
  const path = uploads.pathOf(job.upload_id);
  const header = await readHeader({ path, headerBytes: job.header_bytes });
  const present = toSeen(fields, header);
  const drift = seen === null ? { blocks: [], warns: [] } : compareFields(seen, present, header);
  const isHeld = drift.blocks.length > 0;
  const message = sentences(
    `The fields of ${job.object_name} in ${job.connector_name} have changed since this import was submitted`,
    ...drift.blocks,
    ...drift.warns,
    isHeld ? "Nothing was sent. Go on to send it all the same, or cancel it" : null,
  );
  await database.transaction().execute(async (transaction) => {
    const locked = await lockJob(transaction, job.id);
    if (!locked) return;
    await transaction
      .updateTable("jobs")
      .set({ fields_seen: storableJson(present), fields_sha256: hashFields(fields) })
      .where("id", "=", job.id)
      .execute();
    if (drift.blocks.length + drift.warns.length === 0) return;
    const evidence = { ...drift, before: seen, after: present };
    await tell(
      transaction,
      { jobId: job.id, batchIndex: batch.index },
      { kind: "fields_changed", detail: message, evidence },
    );
    if (!isHeld) return;
    await setHold(transaction, job.id, "paused");
    await putBack(transaction, batch, { changes: { message }, nextMs: null });
    await projectJob(transaction, job.id, { ...locked, hold: "paused" }, message);
  });
  return isHeld ? held : hashFields(fields);
}
