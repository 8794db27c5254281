import "server-only";
import { storableText } from "../database/storable";
import { UpstreamError } from "../open-connectors/errors";
import type { Context } from "./context";
import { JobRefusal } from "./job-refusal";

/**
 * Whether a part can have arrived as the bulk job a person names: the upstream knows it, it is of the same object, and no
 * other part's. Whether the counts fit is seen at its end.
 * @throws JobRefusal, or UpstreamError when the upstream cannot say
 */
export async function checkArrival(
  { database, openConnectors }: Context,
  { jobId, index }: { jobId: string; index: number },
  bulkJobId: string,
): Promise<void> {
  const job = await database
    .selectFrom("jobs")
    .select(["connection_id", "object_name"])
    .where("id", "=", storableText(jobId))
    .executeTakeFirst();
  if (!job) throw new JobRefusal(404, "not_found", "There is no import with this id.");
  const named = storableText(bulkJobId);
  const taken = await database
    .selectFrom("batches as b")
    .innerJoin("jobs as j", "j.id", "b.job_id")
    .select(["j.number", "j.id", "b.index"])
    .where("b.connection_id", "=", job.connection_id)
    .where("b.bulk_job_id", "=", named)
    .where(({ not, and, eb }) => not(and([eb("b.job_id", "=", jobId), eb("b.index", "=", index)])))
    .executeTakeFirst();
  if (taken)
    throw new JobRefusal(
      409,
      "bulk_job_taken",
      `Bulk job ${named} is part ${taken.index + 1} of import ${taken.number}. It cannot be this part as well.`,
      taken.id,
    );
  await openConnectors.bulkStatus(job.connection_id, bulkJobId).catch((error: unknown) => {
    if (error instanceof UpstreamError && error.kind === "not_found")
      throw new JobRefusal(422, "bulk_job_unknown", `Open Connectors knows no bulk job ${named}.`);
    throw error;
  });
  const object = await listedObject({ openConnectors }, job, bulkJobId);
  if (object !== null && object !== job.object_name)
    throw new JobRefusal(
      422,
      "bulk_job_of_another_object",
      `Bulk job ${named} is of ${storableText(object)}, and this import is of ${job.object_name}.`,
    );
}

/** Not every connector lists its jobs: without a list the status is what there is. */
async function listedObject(
  { openConnectors }: Pick<Context, "openConnectors">,
  job: { connection_id: string; object_name: string },
  bulkJobId: string,
): Promise<string | null> {
  try {
    const list = await openConnectors.bulkJobs(job.connection_id, job.object_name);
    return list.find(({ id }) => id === bulkJobId)?.objectName ?? null;
  } catch (error) {
    if (error instanceof UpstreamError) return null;
    throw error;
  }
}
