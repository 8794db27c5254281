import "server-only";
import { lastAttempt, updateAttempt } from "./attempts";
import type { ClaimedBatch } from "./claim";
import type { Context } from "./context";
import { type JobFacts, moveBatch, now } from "./job-store";
import { partOf, sentence, sentences } from "./words";

/**
 * The upstream took the batch under an id that it has not known since. Its word is no proof then: the batch is looked for like
 * one whose answer was lost, under that id and by its mark, and a person is asked when that proves nothing.
 */
export async function loseSight({ database }: Context, job: JobFacts, batch: ClaimedBatch): Promise<void> {
  const attempt = await lastAttempt(database, batch);
  if (!attempt) throw new Error(`batch ${batch.index} of job ${batch.job_id} is followed without an attempt`);
  const part = partOf(batch, job.parts);
  const said = `Open Connectors took ${part} as job ${batch.bulk_job_id}, and does not know that job`;
  await database.transaction().execute(async (transaction) => {
    await moveBatch(transaction, batch, {
      event: { kind: "lose_sight" },
      changes: { tries: 0, message: sentence(said), trouble: null, trouble_since: now },
      nextMs: 0,
      told: {
        kind: "unknown",
        detail: sentences(said, "Hubload looks for it and does not send it again"),
        evidence: { attemptId: attempt.id, bulkJobId: batch.bulk_job_id },
      },
      jobMessage: sentences(said, "Hubload looks whether it arrived, and does not send it again"),
    });
    await updateAttempt(transaction, attempt.id, "unknown");
  });
}
