import "server-only";
import type { JobSummary } from "../api-contract/jobs";
import type { RunningJob } from "../api-contract/overview";
import type { Database } from "../database/database";
import { readTimeLeft } from "./read-controls";

/** Jobs that move, with how long they still take and when the upstream last answered about them. */
export async function readRunning(database: Database, jobs: readonly JobSummary[]): Promise<RunningJob[]> {
  if (jobs.length === 0) return [];
  const ids = jobs.map(({ id }) => id);
  const batches = await database
    .selectFrom("batches")
    .selectAll()
    .where("job_id", "in", ids)
    .orderBy("index")
    .execute();
  return Promise.all(
    jobs.map(async (job) => {
      const own = batches.filter(({ job_id }) => job_id === job.id);
      const heard = Math.max(0, ...own.map(({ last_heard_at }) => last_heard_at?.getTime() ?? 0));
      return {
        job,
        timeLeft: await readTimeLeft(database, {
          ...{ id: job.id, connection_id: job.connectionId, object_name: job.objectName },
          ...{ status: job.status, hold: job.hold?.kind ?? null, batches: own },
        }),
        lastHeardAt: heard === 0 ? null : new Date(heard).toISOString(),
      };
    }),
  );
}
