import "server-only";
import { sql } from "kysely";
import type { Database } from "../database/database";
import type { BulkJobListing, BulkStatus } from "../open-connectors/bulk-jobs";
import { UpstreamError } from "../open-connectors/errors";
import { type AttemptRow, namesOtherAttempt } from "./attempts";
import type { Context } from "./context";
import { isTaken } from "./is-taken";
import type { BatchRow } from "./job-store";

interface Lost {
  batch: BatchRow;
  attempt: AttemptRow;
}

/** How long a callback rests before it counts: what speaks against it may come a moment later. */
export const restMs = ({ pace }: Pick<Context, "pace">): number => pace.looksMs[0] ?? 0;

/**
 * The bulk job that a callback for the attempt names. A signed callback can be caught and sent to the address of another
 * attempt, so it only counts where nothing speaks against it: the upstream knows the job and has not ended it with another
 * count of rows, and neither a batch, nor another attempt's callback, nor another attempt's mark in the list lays claim to
 * it.
 * @param listed the upstream's list of jobs
 */
export async function hintedJob(
  context: Context,
  { batch, attempt }: Lost,
  listed: readonly BulkJobListing[],
): Promise<string | undefined> {
  const { database, openConnectors } = context;
  for (const id of await restedHints(database, attempt, restMs(context))) {
    const item = listed.find((job) => job.id === id);
    const isOthers =
      (await isTaken(database, batch, id)) ||
      (await isNamedForOther(database, { batch, attempt }, id)) ||
      (item !== undefined && (await namesOtherAttempt(database, attempt.id, item.text)));
    if (isOthers) continue;
    try {
      if (canBe(batch, await openConnectors.bulkStatus(batch.connection_id, id))) return id;
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
    }
  }
  return undefined;
}

async function restedHints(database: Database, attempt: AttemptRow, rest: number): Promise<string[]> {
  const hints = await database
    .selectFrom("callbacks")
    .select("bulk_job_id")
    .where("attempt_id", "=", attempt.id)
    .where("bulk_job_id", "is not", null)
    .groupBy("bulk_job_id")
    .having(sql<boolean>`min(received_at) <= now() - ${rest} * interval '1 millisecond'`)
    .execute();
  return hints.flatMap(({ bulk_job_id: id }) => id ?? []);
}

async function isNamedForOther(
  database: Database,
  { batch, attempt }: Lost,
  bulkJobId: string,
): Promise<boolean> {
  const named = await database
    .selectFrom("callbacks as c")
    .innerJoin("attempts as a", "a.id", "c.attempt_id")
    .innerJoin("batches as b", (join) =>
      join.onRef("b.job_id", "=", "a.job_id").onRef("b.index", "=", "a.batch_index"),
    )
    .select("c.attempt_id")
    .where("c.bulk_job_id", "=", bulkJobId)
    .where("c.attempt_id", "<>", attempt.id)
    .where("b.connection_id", "=", batch.connection_id)
    .limit(1)
    .execute();
  return named.length > 0;
}

/** Whether the total includes the failed rows is told both ways (Open Connectors reference, bulk status). */
function canBe({ first_row, last_row }: BatchRow, { state, total, failed }: BulkStatus): boolean {
  const sent = last_row - first_row + 1;
  return state !== "completed" || total === null || total === sent || total + (failed ?? 0) === sent;
}
