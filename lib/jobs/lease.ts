import "server-only";
import { renewLease } from "./claim";
import type { Context } from "./context";
import type { Held } from "./job-store";

/**
 * Does something long with a batch and prolongs its claim meanwhile.
 * @param work gets a signal that is raised when somebody else has claimed the batch, or when `outer` is raised
 */
export async function withLease<Result>(
  context: Context,
  held: Held,
  work: (signal: AbortSignal) => Promise<Result>,
  outer?: AbortSignal,
): Promise<Result> {
  const lost = new AbortController();
  const renew = async () => {
    try {
      if (!(await renewLease(context.database, held, context.pace.leaseMs))) lost.abort();
    } catch (error) {
      // The database is away: the claim may run out, and a write after that changes nothing.
      context.log.warn({ error, jobId: held.job_id, batch: held.index }, "a claim could not be prolonged");
    }
  };
  const timer = setInterval(() => void renew(), context.pace.leaseMs / 3);
  try {
    return await work(outer === undefined ? lost.signal : AbortSignal.any([lost.signal, outer]));
  } finally {
    clearInterval(timer);
  }
}
