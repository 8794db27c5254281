import "server-only";
import { violates } from "../database/violates";
import { nothingSeen, type SendResult } from "../open-connectors/send-result";
import { afterSend, type Sent } from "./after-send";
import { countRefusals, endAttempt, insertAttempt, newAttemptId, updateAttempt } from "./attempts";
import { begunElsewhere, hold } from "./begun-elsewhere";
import { holdConnection, throttle, waitsForConnection } from "./connection-hold";
import type { Context } from "./context";
import { agreedFields, held } from "./fields-check";
import { type BatchRow, Cancelled, LeaseLost, moveBatch, now, readJobFacts } from "./job-store";
import { noteLateAnswer } from "./late-answer";
import { withLease } from "./lease";
import { fileMissing, findObstacle } from "./preflight";
import { untilWritten } from "./retry";
import { partOf, partWas, sentence, sentences } from "./words";

/**
 * Sends a claimed batch: *intended* is committed before anything is connected, *started* before the first byte, and the
 * answer after it. There is one POST, and it is never repeated here.
 * @param stopping raised when the process has waited long enough for what is being sent
 */
export async function dispatch(context: Context, batch: BatchRow, stopping: AbortSignal): Promise<void> {
  const job = await readJobFacts(context.database, batch.job_id);
  const elsewhere = begunElsewhere(context, job);
  if (elsewhere !== undefined) return hold(context, batch, elsewhere);
  const missing = await fileMissing(context, job);
  if (missing !== undefined) return hold(context, batch, missing);
  const send = async (signal: AbortSignal) => {
    if (await waitsForConnection(context, job, batch)) return;
    const obstacle = await findObstacle(context, job, batch);
    if (obstacle !== undefined) return refuse(context, { job, batch }, obstacle);
    const fields = await agreedFields(context, job, batch);
    if (fields === held) return;
    const sent = { job: { ...job, fields_sha256: fields }, batch, attemptId: newAttemptId() };
    await intend(context, sent);
    const result = await post(context, sent, signal);
    if (result === "cancelled") return withdraw(context, sent);
    if (isLockedOut(result))
      await holdConnection(context, job, result.reason, await countRefusals(context.database, batch));
    await settle(context, sent, result);
  };
  await withLease(context, batch, send, stopping);
}

/** Said before any byte leaves. */
async function refuse(context: Context, { job, batch }: Omit<Sent, "attemptId">, why: string): Promise<void> {
  await context.database.transaction().execute((transaction) =>
    moveBatch(transaction, batch, {
      event: { kind: "refuse" },
      changes: { other_records: "not_tried", message: why, ended_at: now },
      nextMs: null,
      told: { kind: "refused", detail: sentences(`${partWas(batch, job.parts)} not sent`, why) },
      jobMessage: sentences(why, "Nothing was sent"),
    }),
  );
}

async function intend(context: Context, { job, batch, attemptId }: Sent): Promise<void> {
  const evidence = {
    firstRow: batch.first_row,
    lastRow: batch.last_row,
    byteStart: batch.byte_start,
    byteEnd: batch.byte_end,
    headerBytes: job.header_bytes,
    sha256: batch.sha256,
    upstreamUrl: job.upstream_url,
    connectionId: job.connection_id,
    objectName: job.object_name,
    fieldsSha256: job.fields_sha256,
  };
  await context.database.transaction().execute(async (transaction) => {
    await insertAttempt(transaction, batch, { id: attemptId, evidence });
    await moveBatch(transaction, batch, {
      event: { kind: "intend" },
      nextMs: 0,
      keepLease: true,
      told: {
        kind: "intended",
        detail: sentence(`${partOf(batch, job.parts)} comes next`),
        evidence: { attemptId },
      },
    });
  });
}

async function start(context: Context, { job, batch, attemptId }: Sent): Promise<void> {
  await context.database.transaction().execute(async (transaction) => {
    await updateAttempt(transaction, attemptId, "started");
    await moveBatch(transaction, batch, {
      event: { kind: "start" },
      nextMs: 0,
      keepLease: true,
      told: { kind: "started", detail: `Sending ${partOf(batch, job.parts)}.`, evidence: { attemptId } },
    });
  });
}

/** The token was refused and there is no newer one, so that it would be refused for every job of the connection. */
const isLockedOut = (result: SendResult): result is Extract<SendResult, { kind: "refused" }> =>
  result.kind === "refused" && result.status === 401 && !result.tokenChanged;

/** The job was cancelled after the attempt was written down and before a byte of it left. */
async function withdraw(context: Context, { job, batch, attemptId }: Sent): Promise<void> {
  await context.database.transaction().execute(async (transaction) => {
    await moveBatch(transaction, batch, {
      event: { kind: "not_sent" },
      nextMs: null,
      told: {
        kind: "withdrawn",
        detail: sentence(`${partWas(batch, job.parts)} not sent: the import was cancelled first`),
      },
    });
    await updateAttempt(transaction, attemptId, "not_sent");
  });
}

async function post(context: Context, sent: Sent, signal: AbortSignal): Promise<SendResult | "cancelled"> {
  const { job, batch, attemptId } = sent;
  const startedAt = new Date();
  let isStarted = false;
  let refusal: unknown;
  try {
    const result = await context.openConnectors.sendBulk({
      connectionId: job.connection_id,
      objectName: job.object_name,
      fileName: job.file_name,
      file: {
        path: context.uploads.pathOf(job.upload_id),
        headerBytes: job.header_bytes,
        start: batch.byte_start,
        end: batch.byte_end,
      },
      metaData: { ...job.meta_data, "callback-payload": { attempt: attemptId } },
      callbackUrl: new URL(`/api/callbacks/bulk/${attemptId}`, context.publicUrl).href,
      onConnected: async () => {
        await start(context, sent).catch((error: unknown) => {
          refusal = error;
          throw error;
        });
        isStarted = true;
      },
      signal,
    });
    return refusal instanceof Cancelled ? "cancelled" : result;
  } catch (error) {
    // Nobody foresaw it. Without "started" no byte can have left; with it, one may have.
    context.log.error(
      { error, jobId: job.id, batch: batch.index },
      "an upload failed in a way nobody foresaw",
    );
    return {
      kind: isStarted ? "unknown" : "not_sent",
      reason: "Hubload failed while it was sending.",
      evidence: nothingSeen(startedAt),
    };
  }
}

async function settle(context: Context, sent: Sent, result: SendResult): Promise<void> {
  const { batch, attemptId } = sent;
  const { attemptStatus, move, waits } = afterSend(context.pace, sent, result);
  const { evidence, ...answer } = result;
  if (result.kind === "not_sent" && result.isTlsFault)
    context.log.error({ jobId: batch.job_id, answer }, "the certificate of Open Connectors is not accepted");
  try {
    await untilWritten(context, () =>
      context.database.transaction().execute(async (transaction) => {
        await moveBatch(transaction, batch, move);
        if (evidence.silentMs !== undefined)
          await endAttempt(transaction, attemptId, {
            silentMs: evidence.silentMs,
            askAfterMs: context.pace.askAfterMs,
          });
        await updateAttempt(transaction, attemptId, attemptStatus, { ...evidence, answer });
        // In one commit, so that nothing of this connection is claimed in between.
        if (waits !== undefined) await throttle(transaction, batch.connection_id, waits);
      }),
    );
  } catch (error) {
    if (result.kind === "accepted" && violates(error, "one_batch_per_bulk_job"))
      return settle(context, sent, notBelieved(result));
    if (!(error instanceof LeaseLost)) throw error;
    await untilWritten(context, () =>
      noteLateAnswer(context, { batch, attemptId, parts: sent.job.parts }, result),
    );
  }
}

/** An id that is another batch's says nothing about this one: the answer is one without a usable id. */
const notBelieved = ({ bulkJobId, evidence }: Extract<SendResult, { kind: "accepted" }>): SendResult => ({
  kind: "unknown",
  reason: `Open Connectors answered with bulk job ${bulkJobId}, which is another part's already.`,
  evidence,
});
