import "server-only";
import { sql } from "kysely";
import { storableJson } from "../database/storable";
import type { SendResult } from "../open-connectors/send-result";
import { tell } from "./audit";
import type { Context } from "./context";
import { type BatchRow, now } from "./job-store";
import { partOf } from "./words";

/**
 * The claim was lost while the answer was on its way. The state is no longer ours to change; what the upstream said is
 * kept with the attempt, and whoever looks finds it.
 */
export async function noteLateAnswer(
  context: Pick<Context, "database" | "log">,
  { batch, attemptId, parts }: { batch: BatchRow; attemptId: string; parts: number },
  result: SendResult,
): Promise<void> {
  const { evidence, ...answer } = result;
  context.log.warn(
    { jobId: batch.job_id, batch: batch.index, answer },
    "an answer came after the claim was lost",
  );
  await context.database.transaction().execute(async (transaction) => {
    // The batch before its attempt, as everybody does who moves one.
    await transaction
      .updateTable("batches")
      .set({ hints: sql<number>`hints + 1`, next_action_at: now })
      .where("job_id", "=", batch.job_id)
      .where("index", "=", batch.index)
      .where("status", "in", ["unknown", "needs_decision"])
      .execute();
    await transaction
      .updateTable("attempts")
      .set({ evidence: sql<string>`evidence || ${storableJson({ late: { ...evidence, answer } })}::jsonb` })
      .where("id", "=", attemptId)
      .execute();
    await tell(
      transaction,
      { jobId: batch.job_id, batchIndex: batch.index },
      {
        kind: "late_answer",
        detail: `An answer about ${partOf(batch, parts)} came late and is kept as evidence.`,
        evidence: { attemptId, answer },
      },
    );
  });
}
