import "server-only";
import { sql } from "kysely";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import type { BulkStatus } from "../open-connectors/bulk-jobs";
import { UpstreamError } from "../open-connectors/errors";
import { anotherJob } from "./another-job";
import { answerOf } from "./answer-of";
import { tell } from "./audit";
import { begunElsewhere, hold } from "./begun-elsewhere";
import { askToStop } from "./cancel-upstream";
import type { ClaimedBatch } from "./claim";
import { holdConnection, isLetIn, releaseConnection } from "./connection-hold";
import type { Context } from "./context";
import {
  countListed,
  isDefinite,
  isListGone,
  isListShort,
  listPatienceMs,
  readFailedRows,
} from "./failed-rows-list";
import { finish, forget } from "./finish";
import { inTime } from "./in-time";
import { type Held, type JobFacts, moveBatch, now, putBack, readJobFacts } from "./job-store";
import { withLease } from "./lease";
import { loseSight } from "./lose-sight";
import type { Pace } from "./pace";
import type { EndedAs } from "./state-machine";
import { heardAgain, isLockedOut, notTroubled, troubled } from "./trouble";
import { counted, inFigures, partOf, sentence, sentences, span } from "./words";

/**
 * Asks once how a batch that was taken is doing. When it has ended, its whole list of failed rows is fetched before
 * anything is said about its records. Polling alone ends every job; callbacks only make it sooner.
 */
export async function follow(context: Context, batch: ClaimedBatch): Promise<void> {
  const job = await readJobFacts(context.database, batch.job_id);
  const elsewhere = begunElsewhere(context, job);
  if (elsewhere !== undefined)
    return hold(context, batch, elsewhere, {
      trouble: "begun_elsewhere",
      trouble_since: now,
    });
  await withLease(context, batch, async () => {
    const isToBeStopped = job.cancelled_at !== null && batch.cancel_asked_at === null;
    if (isToBeStopped) await askToStop(context, job, batch, idOf(batch));
    const status = await answerOf(context.openConnectors.bulkStatus(batch.connection_id, idOf(batch)));
    if (batch.trouble === "unauthorized" && isLetIn(status))
      await releaseConnection(context.database, batch.connection_id);
    if (status instanceof UpstreamError) return withoutStatus(context, job, batch, status);
    const other = anotherJob(idOf(batch), status);
    if (other !== null && !isAnsweredSo(context.pace, batch, status)) return misled(context, batch, other);
    if (status.state === "active" && batch.reported_end === null) return goOn(context, job, batch, status);
    const end = toEnd(batch, status);
    return takeEnd(context, job, batch, other === null ? end : { ...end, doubt: spokeOf(batch, other) });
  });
}

/** An end is taken from a status that goes on speaking of another job, and nothing is called succeeded on its word. */
const isAnsweredSo = (
  pace: Pace,
  { trouble, trouble_ms: ms }: ClaimedBatch,
  { state }: BulkStatus,
): boolean => state !== "active" && trouble === "another_job" && (ms ?? 0) > pace.neverSeenMs;

const spokeOf = (batch: ClaimedBatch, other: string): string =>
  `Asked about job ${idOf(batch)}, Open Connectors reports on job ${other}.`;

const misled = (context: Context, batch: ClaimedBatch, other: string): Promise<void> =>
  troubled(context, batch, {
    ...{ kind: "another_job", what: "Its status cannot be read" },
    error: { message: spokeOf(batch, other), status: null, retryAfterMs: null },
  });

interface End {
  endedAs: EndedAs;
  status: BulkStatus;
  /** The upstream takes back the end it reported, or speaks of another job: nothing is called succeeded on its word. */
  doubt: string | null;
}

/** An end stays an end, also while its failed rows are still being read and the upstream says something else. */
function toEnd({ reported_end: reported, upstream_status: word }: ClaimedBatch, status: BulkStatus): End {
  const { state, upstreamStatus } = status;
  const endedAs = toEndedAs(reported) ?? toEndedAs(state) ?? "aborted";
  if (state === endedAs) return { endedAs, status, doubt: null };
  const doubt = `Open Connectors reported the end (${endedAs}) and afterwards ${upstreamStatus ?? "nothing"}.`;
  return { endedAs, status: { ...status, upstreamStatus: word }, doubt };
}

const toEndedAs = (state: string | null): EndedAs | undefined =>
  (["completed", "errored", "aborted", "cancelled"] as const).find((end) => end === state);

async function takeEnd(context: Context, job: JobFacts, batch: ClaimedBatch, end: End): Promise<void> {
  const { endedAs, status } = end;
  const changes = { reported_end: endedAs };
  const reading = answerOf(readFailedRows(context, batch, idOf(batch)));
  // While a list is slow to come, the connection's other jobs need not wait for it.
  const isSlow = (await inTime(reading, context.pace.followMs.shortest)) === undefined;
  if (isSlow && batch.reported_end === null) await noteEnd(context.database, batch, endedAs);
  const errors = await reading;
  if (errors instanceof UpstreamError) {
    if (isListGone(context.pace, batch, status, errors))
      return finish(context, job, batch, { ...end, errors: null, isWhole: false });
    const kind = `errors_${errors.kind}`;
    const withinMs = leftOf(context.pace.noListMs, batch, kind);
    return troubled(context, batch, {
      kind,
      what: "It has ended, but which rows failed cannot be read",
      error: errors,
      changes,
      ...(isDefinite(errors) ? { withinMs } : {}),
    });
  }
  const listed = countListed(errors.errors);
  if (isListShort(context.pace, batch, status, { ...errors, listed }))
    return troubled(context, batch, {
      kind: "errors_short",
      what: `It has ended, and its list of failed rows ${status.failed === null ? "may not be" : "is not"} complete yet`,
      error: {
        message:
          status.failed === null
            ? "It does not say how many rows failed, so the list is read again in a moment"
            : `It counts ${counted(status.failed, "failed row")} and names ${inFigures(listed)}`,
        status: null,
        retryAfterMs: null,
      },
      changes,
      withinMs: leftOf(listPatienceMs(context.pace, status), batch, "errors_short"),
    });
  return finish(context, job, batch, { ...end, ...errors });
}

/** What the upstream says is kept before anything is concluded from it. */
async function noteEnd(database: Database, { job_id, index, fence }: Held, endedAs: EndedAs): Promise<void> {
  await database
    .updateTable("batches")
    .set({ reported_end: endedAs })
    .where("job_id", "=", job_id)
    .where("index", "=", index)
    .where("fence", "=", fence)
    .execute();
}

/** What is left of the time for a trouble of this kind: when it is over, the last answer is asked for. */
const leftOf = (patienceMs: number, { trouble, trouble_ms: ms }: ClaimedBatch, kind: string): number =>
  trouble === kind ? patienceMs - (ms ?? 0) : patienceMs;

function idOf({ bulk_job_id: id, job_id, index }: ClaimedBatch): string {
  if (id === null) throw new Error(`batch ${index} of job ${job_id} runs without a bulk job`);
  return id;
}

async function withoutStatus(
  context: Context,
  job: JobFacts,
  batch: ClaimedBatch,
  error: UpstreamError,
): Promise<void> {
  if (error.kind === "unauthorized") await holdConnection(context, job, error.message);
  const isUnknown = error.kind === "not_found";
  if (isUnknown && isNeverSeen(batch) && (batch.trouble_ms ?? 0) > context.pace.neverSeenMs)
    return loseSight(context, job, batch);
  if (isUnknown && batch.trouble === "not_found" && (batch.trouble_ms ?? 0) > context.pace.notVisibleMs)
    return forget(context, job, batch);
  // What is not visible yet is no fault to keep away from: it is asked about as if it had answered.
  const soon = isUnknown && isNeverSeen(batch) ? { longestMs: context.pace.followMs.shortest * 4 } : {};
  return troubled(context, batch, { kind: error.kind, what: whatIsLost(error.kind), error, ...soon });
}

/** Nothing was heard of it since the answer to its upload. */
const isNeverSeen = ({ last_heard_at: heard, started_at: taken }: ClaimedBatch): boolean =>
  heard !== null && taken !== null && heard.getTime() === taken.getTime();

function whatIsLost(kind: UpstreamError["kind"]): string {
  if (kind === "not_found") return "It cannot be seen in Open Connectors yet";
  return isLockedOut(kind) ? "Hubload lost access to its status; it runs on" : "Its status cannot be read";
}

async function goOn(context: Context, job: JobFacts, batch: ClaimedBatch, status: BulkStatus): Promise<void> {
  const { database, pace } = context;
  // As it is kept, so that the same word is the same word the next time.
  const upstreamStatus = status.upstreamStatus === null ? null : storableText(status.upstreamStatus);
  const moved =
    upstreamStatus !== batch.upstream_status ||
    status.total !== batch.processed ||
    status.failed !== batch.reported_failed;
  const changes = {
    processed: status.total,
    reported_failed: status.failed,
    tries: batch.tries + 1,
    message: status.message,
    last_heard_at: now,
    progress_at: moved ? now : sql<Date>`progress_at`,
    quiet_tier: moved ? 0 : quietTier(pace, batch),
    ...notTroubled,
  };
  const nextMs = untilNextCall(pace, batch, moved);
  const isClear = batch.trouble !== null || (moved && batch.quiet_tier > 0);
  const quiet = moved ? null : await sayQuiet(context, batch);
  const message = quiet !== null ? { jobMessage: quiet } : isClear ? { jobMessage: null } : {};
  if (batch.trouble !== null) await heardAgain(database, batch);
  if (upstreamStatus === null || upstreamStatus === batch.upstream_status) {
    await putBack(database, batch, { changes, nextMs, ...message });
    return;
  }
  const told = {
    kind: "status",
    detail: statusWords(job, batch, upstreamStatus),
    evidence: { upstreamStatus },
  };
  await database.transaction().execute((transaction) =>
    moveBatch(transaction, batch, {
      event: { kind: "hear", upstreamStatus },
      changes,
      nextMs,
      told,
      ...message,
    }),
  );
}

/** What a status means, and a word that means nothing to us as it came. Open Connectors reference, bulk status. */
function statusWords(job: JobFacts, batch: ClaimedBatch, upstreamStatus: string): string {
  const part = partOf(batch, job.parts);
  const word = upstreamStatus.trim().toUpperCase();
  if (word === "RUNNING" || word === "STARTED")
    return sentence(`${job.connector_name} is working on ${part}`);
  if (word === "CANCELLATION_PENDING") return sentence(`Open Connectors is stopping ${part}`);
  return sentence(`Of ${part} Open Connectors says “${upstreamStatus}”`);
}

const quietTier = ({ quietMs }: Pace, { idle_ms: idle }: ClaimedBatch): number =>
  quietMs.filter((limit) => (idle ?? 0) > limit).length;

/** No progress for long is said once at each limit. It ends nothing, and nothing is sent again. */
async function sayQuiet({ database, pace }: Context, batch: ClaimedBatch): Promise<string | null> {
  const tier = quietTier(pace, batch);
  if (tier <= batch.quiet_tier) return null;
  const detail = sentences(
    `Open Connectors has reported no progress for ${span(pace.quietMs[tier - 1] ?? 0)}`,
    "Hubload goes on asking, and sends nothing again",
  );
  const about = { jobId: batch.job_id, batchIndex: batch.index };
  await tell(database, about, { kind: "quiet", detail, evidence: { tier, idleMs: batch.idle_ms } });
  return detail;
}

/** A short job is asked about soon and a long one ever more rarely, so that its cost is small and its end is seen soon. */
function untilNextCall({ followMs }: Pace, batch: ClaimedBatch, moved: boolean): number {
  if (!moved && (batch.idle_ms ?? 0) > followMs.idleAfter) return followMs.idle;
  const times = batch.tries === 0 ? 2 : 4 * 1.1 ** (Math.min(batch.tries, 1_000) - 1);
  return Math.min(followMs.longest, followMs.shortest * times);
}
