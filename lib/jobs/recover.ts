import "server-only";
import { afterSend } from "./after-send";
import { endAttempt, lastAttempt, updateAttempt } from "./attempts";
import type { ClaimedBatch } from "./claim";
import type { Context } from "./context";
import { moveBatch, readJobFacts } from "./job-store";

const interrupted = "The server was interrupted";

/**
 * A batch whose sender is gone. Without *started* no byte had left, so it is planned again; with it, the upstream may have
 * it, so it is looked for and never sent again by the program.
 */
export async function recover(context: Context, batch: ClaimedBatch): Promise<void> {
  const { database, pace } = context;
  const [job, attempt] = await Promise.all([
    readJobFacts(database, batch.job_id),
    lastAttempt(database, batch),
  ]);
  if (!attempt)
    throw new Error(`batch ${batch.index} of job ${batch.job_id} is ${batch.status} without an attempt`);
  const evidence = {
    httpStatus: null,
    bodyBytesSent: 0,
    bodyBytes: 0,
    reply: null,
    requestId: null,
    upstreamDate: null,
    startedAt: attempt.created_at.toISOString(),
    finishedAt: new Date().toISOString(),
  };
  const sent = { job, batch, attemptId: attempt.id };
  const consequence =
    batch.status === "intended"
      ? afterSend(pace, sent, {
          kind: "not_sent",
          reason: `${interrupted} before anything was sent.`,
          evidence,
        })
      : afterSend(pace, sent, { kind: "unknown", reason: `${interrupted} while it was sending.`, evidence });
  await database.transaction().execute(async (transaction) => {
    await moveBatch(transaction, batch, consequence.move);
    await endAttempt(transaction, attempt.id, {
      silentMs: batch.silent_ms ?? 0,
      askAfterMs: pace.askAfterMs,
    });
    await updateAttempt(transaction, attempt.id, consequence.attemptStatus, { interrupted: true });
  });
}
