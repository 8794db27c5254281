import "server-only";
import { type UpstreamError as Failure, UpstreamError } from "../open-connectors/errors";
import { tell } from "./audit";
import type { ClaimedBatch } from "./claim";
import type { Context } from "./context";
import { type JobFacts, LeaseLost, now } from "./job-store";
import { partOf, sentence, sentences } from "./words";

/** Answers that will not be another one next time. */
const definite: readonly Failure["kind"][] = ["not_found", "refused", "forbidden", "unusable_answer"];

/**
 * Asks the upstream once to stop a batch of a cancelled job, and again only while it could not be asked. What it answers
 * changes no state: how the batch ended is read from its status, as ever.
 */
export async function askToStop(
  context: Context,
  job: JobFacts,
  batch: ClaimedBatch,
  id: string,
): Promise<void> {
  const part = partOf(batch, job.parts);
  try {
    const { upstreamStatus } = await context.openConnectors.cancelBulk(batch.connection_id, id);
    await noteAnswer(context, batch, {
      kind: "stop_asked",
      detail: sentences(
        `Open Connectors was asked to stop ${part}`,
        upstreamStatus === null ? null : `It says ${upstreamStatus}`,
      ),
      evidence: { bulkJobId: id, upstreamStatus },
    });
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (!definite.includes(error.kind)) {
      context.log.warn({ error, jobId: job.id, batch: batch.index }, "a part could not be stopped yet");
      return;
    }
    await noteAnswer(context, batch, {
      kind: "stop_refused",
      detail: sentences(
        sentence(`Open Connectors did not stop ${part}`),
        error.message,
        "It goes on to its end",
      ),
      evidence: { bulkJobId: id, status: error.status },
    });
  }
}

async function noteAnswer(
  { database }: Context,
  batch: ClaimedBatch,
  told: { kind: string; detail: string; evidence: Record<string, unknown> },
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable("batches")
      .set({ cancel_asked_at: now })
      .where("job_id", "=", batch.job_id)
      .where("index", "=", batch.index)
      .where("fence", "=", batch.fence)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new LeaseLost(`batch ${batch.index} of job ${batch.job_id}`);
    await tell(transaction, { jobId: batch.job_id, batchIndex: batch.index }, told);
  });
}
