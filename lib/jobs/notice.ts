import "server-only";
import { hasEnded, type JobStatus } from "../api-contract/status";
import type { Database } from "../database/database";

/**
 * Writes down what people are told of, in the transaction that brings it about: the job ends, or from now on waits for
 * somebody. To be called before the job's row is changed.
 */
export async function noteChange(
  transaction: Database,
  jobId: string,
  now: { status: JobStatus; needsPerson: boolean },
): Promise<void> {
  const before = await transaction
    .selectFrom("jobs")
    .select(["status", "needs_person", "created_by_id"])
    .where("id", "=", jobId)
    .executeTakeFirst();
  if (!before) return;
  const needs = now.needsPerson && !before.needs_person;
  const ends = hasEnded(now.status) && !hasEnded(before.status) && !now.needsPerson;
  if (!needs && !ends) return;
  await transaction
    .insertInto("notices")
    .values({ job_id: jobId, owner_id: before.created_by_id, kind: needs ? "needs_you" : "ended" })
    .execute();
}
