import "server-only";
import { sql } from "kysely";
import type { Database } from "../database/database";
import type { UpstreamError } from "../open-connectors/errors";
import { tell } from "./audit";
import type { ClaimedBatch } from "./claim";
import type { Context } from "./context";
import { type BatchChanges, now, putBack } from "./job-store";
import { retryWait } from "./retry";
import { sentences } from "./words";

export const notTroubled = { trouble: null, trouble_since: null };

export interface Trouble {
  /** Short stable name: a new one is told once. */
  kind: string;
  /** In an operator's words; since when stands beside it, in the reader's own time. */
  what: string;
  error: Pick<UpstreamError, "message" | "status" | "retryAfterMs">;
  changes?: BatchChanges;
  /** The longest wait before it is asked about again; a third of the longest between status calls where nothing is said. */
  longestMs?: number;
  /** The wait at the most, whatever the upstream asks for and however often it was asked already. */
  withinMs?: number;
}

/**
 * The upstream took the batch and cannot be asked about it now: the job runs on, its page says since when nothing is heard,
 * and asking goes on, ever more rarely.
 */
export async function troubled(context: Context, batch: ClaimedBatch, trouble: Trouble): Promise<void> {
  const { database, pace } = context;
  const isNew = batch.trouble !== trouble.kind;
  const message = sentences(trouble.what, trouble.error.message);
  const tries = isNew ? 0 : batch.tries;
  // It ends within the minute in which it can be asked again, also when the last call before that hangs until its time is up.
  const again = { ...pace.retryMs, longest: trouble.longestMs ?? pace.followMs.longest / 3 };
  const waitMs = retryWait(again, tries + 1, trouble.error.retryAfterMs ?? undefined);
  const isHeld = await putBack(database, batch, {
    changes: {
      trouble: trouble.kind,
      trouble_since: isNew ? now : sql<Date>`coalesce(trouble_since, now())`,
      tries: tries + 1,
      message,
      ...trouble.changes,
    },
    nextMs: Math.max(Math.min(waitMs, trouble.withinMs ?? waitMs), pace.followMs.shortest),
    jobMessage: message,
  });
  if (!isHeld || !isNew) return;
  await tell(
    database,
    { jobId: batch.job_id, batchIndex: batch.index },
    { kind: "status_lost", detail: message, evidence: { kind: trouble.kind, status: trouble.error.status } },
  );
}

export async function heardAgain(database: Database, batch: ClaimedBatch): Promise<void> {
  await tell(
    database,
    { jobId: batch.job_id, batchIndex: batch.index },
    {
      kind: "status_back",
      detail: isLockedOut(batch.trouble)
        ? "Hubload has access to its status again."
        : "Open Connectors can be asked about it again.",
    },
  );
}

export const isLockedOut = (trouble: string | null): boolean =>
  trouble === "unauthorized" || trouble === "forbidden";
