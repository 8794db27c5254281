import "server-only";
import { tell } from "./audit";
import type { Context } from "./context";
import { type BatchChanges, type BatchRow, type JobFacts, putBack } from "./job-store";
import { sentences } from "./words";

/** A base URL as jobs keep it: origin and path, without a slash at the end. */
export function toBaseUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname.replace(/\/+$/, "");
}

/**
 * Why nothing may be sent or asked for a job here: its ids are another Open Connectors' (a data folder that was used with
 * the sandbox, then with an account), and mean nothing at this one, or something else.
 * @returns undefined when it is at home
 */
export function begunElsewhere({ upstreamUrl }: Context, job: JobFacts): string | undefined {
  if (job.upstream_url === upstreamUrl) return undefined;
  return sentences(
    `This import was begun on another Open Connectors address (${job.upstream_url})`,
    `Hubload now works with ${upstreamUrl}`,
    "Nothing of it is sent or asked for until it is started with the first address again",
  );
}

/** Gives a batch back as it is, with `why` on the job's page. It is taken up again every minute, which costs no call. */
export async function hold(
  { database, pace }: Context,
  batch: BatchRow,
  why: string,
  changes: BatchChanges = {},
): Promise<void> {
  const isHeld = await putBack(database, batch, {
    changes: { ...changes, message: why },
    nextMs: pace.laterLookMs.first,
    jobMessage: why,
  });
  if (!isHeld || batch.message === why) return;
  await tell(database, { jobId: batch.job_id, batchIndex: batch.index }, { kind: "held", detail: why });
}
