import "server-only";
import type { Database } from "../database/database";
import type { BulkError, BulkStatus } from "../open-connectors/bulk-jobs";
import { tell } from "./audit";
import type { ClaimedBatch } from "./claim";
import type { Context } from "./context";
import { findRowBase } from "./find-row-base";
import { type JobFacts, type Move, moveBatch, now } from "./job-store";
import { equalFailure, judge, type Verdict } from "./outcomes";
import { knownRowBase, proveRowBase } from "./prove-row-base";
import type { EndedAs } from "./state-machine";
import { storeVerdict } from "./store-verdict";
import { leavesFailedOut } from "./total-convention";
import { notTroubled } from "./trouble";
import { counted, inFigures, partOf, sentences } from "./words";

interface Ended {
  endedAs: EndedAs;
  status: BulkStatus;
  /** `null`: the list is gone. */
  errors: BulkError[] | null;
  isWhole: boolean;
  /** Why nothing is called succeeded, whatever the counts say. */
  doubt: string | null;
}

const recordsOf = (batch: ClaimedBatch) => batch.last_row - batch.first_row + 1;

/** Ends a batch as the upstream says it ended, with an outcome for each of its records. */
export async function finish(
  context: Context,
  job: JobFacts,
  batch: ClaimedBatch,
  ended: Ended,
): Promise<void> {
  const { endedAs, status, errors, isWhole, doubt } = ended;
  const before = await knownRowBase(context.database, batch.connection_id);
  const seenBase = before === null && errors !== null ? await findRowBase(context, job, batch, errors) : null;
  const isWithoutFailed = endedAs === "completed" && (await leavesFailedOut(context, job, batch, status));
  await context.database.transaction().execute(async (transaction) => {
    const knownBase = await knownRowBase(transaction, batch.connection_id);
    const { total, failed } = status;
    const judged = judge({
      ...{ endedAs, records: recordsOf(batch), total, failed, errors, isWhole },
      knownBase: knownBase ?? seenBase,
      leavesFailedOut: isWithoutFailed,
    });
    const verdict = doubt === null ? judged : inDoubt(judged, doubt);
    if (doubt !== null) await tellAnomaly(transaction, batch, doubt);
    const move = moveOf(job, batch, { endedAs, status, verdict });
    await moveBatch(transaction, batch, move);
    await storeVerdict(transaction, batch, verdict);
    if (verdict.baseProved && knownBase === null && verdict.base !== null)
      await proveRowBase(transaction, batch, verdict.base);
  });
}

const inDoubt = (verdict: Verdict, doubt: string): Verdict => ({
  ...verdict,
  others: "unknown",
  doubts: [...verdict.doubts, doubt],
});

async function tellAnomaly(transaction: Database, batch: ClaimedBatch, doubt: string): Promise<void> {
  const about = { jobId: batch.job_id, batchIndex: batch.index };
  await tell(transaction, about, { kind: "anomaly", detail: doubt });
}

function moveOf(
  job: JobFacts,
  batch: ClaimedBatch,
  { endedAs, status, verdict }: { endedAs: EndedAs; status: BulkStatus; verdict: Verdict },
): Move {
  const records = recordsOf(batch);
  const equal = endedAs === "completed" ? equalFailure(verdict, records) : null;
  const untouched = job.records - batch.last_row;
  const stop = equal !== null && untouched > 0;
  const summary = summaryOf(job, batch, { endedAs, verdict });
  const why = stop
    ? stopWords(records, untouched, equal)
    : endWords(job, batch, { endedAs, status, verdict });
  return {
    event: { kind: "end", as: endedAs, upstreamStatus: status.upstreamStatus },
    changes: {
      processed: status.total,
      reported_total: status.total,
      reported_failed: status.failed,
      other_records: verdict.others,
      failed: verdict.failures.size,
      row_base: verdict.base,
      row_base_proved: verdict.baseProved,
      message: why ?? status.message,
      ended_at: now,
      last_heard_at: now,
      ...notTroubled,
    },
    nextMs: null,
    stop,
    told: {
      kind: stop ? "stopped" : endedAs,
      detail: sentences(summary, why),
      evidence: {
        ...status,
        listed: verdict.failures.size,
        unmatched: verdict.unmatched.length,
        rowBase: verdict.base,
      },
    },
    jobMessage: why,
  };
}

function summaryOf(
  job: JobFacts,
  batch: ClaimedBatch,
  { endedAs, verdict }: { endedAs: EndedAs; verdict: Verdict },
): string {
  const records = recordsOf(batch);
  const failed = verdict.failures.size;
  const others = records - failed;
  const who = job.parts === 1 ? "it" : partOf(batch, job.parts);
  const end = `${who} ${endedAs === "completed" ? "ended" : "ended early"}`;
  if (failed === 0 && verdict.others === "succeeded")
    return `${end}: ${records === 1 ? "the row" : `all ${counted(records, "row")}`} succeeded`;
  const outcomes = [
    verdict.others === "succeeded" && others > 0 ? `${inFigures(others)} succeeded` : "",
    failed > 0 ? `${inFigures(failed)} failed` : "",
    verdict.others === "unknown" && others > 0 ? `${inFigures(others)} not confirmed` : "",
  ];
  return `${end}: ${outcomes.filter((part) => part !== "").join(", ")}`;
}

const stopWords = (records: number, untouched: number, reason: string) =>
  sentences(
    `Stopped after ${counted(records, "equal failure")}; ${counted(untouched, "row")} untouched`,
    `The reason each time: ${reason}`,
  );

/** What the job's page has to say of it; nothing, when every record has a clear outcome. */
function endWords(
  job: JobFacts,
  batch: ClaimedBatch,
  { endedAs, status, verdict }: { endedAs: EndedAs; status: BulkStatus; verdict: Verdict },
): string | null {
  if (endedAs === "completed") return verdict.doubts.length === 0 ? null : sentences(...verdict.doubts);
  const untouched = job.records - batch.last_row;
  return sentences(
    {
      errored: `Stopped by ${job.connector_name}`,
      aborted: "Stopped by Open Connectors",
      cancelled: "Cancelled in Open Connectors",
    }[endedAs],
    status.message,
    status.total === null
      ? null
      : `It reports ${counted(status.total, "row")} processed, without saying which`,
    ...verdict.doubts,
    untouched > 0 ? `${counted(untouched, "row")} not tried` : null,
  );
}

/** The upstream has forgotten a job it took: what became of its records cannot be known from it any more. */
export async function forget(context: Context, job: JobFacts, batch: ClaimedBatch): Promise<void> {
  const message = sentences(
    "Open Connectors no longer knows this job",
    `What became of ${partOf(batch, job.parts)} has to be looked up in ${job.connector_name}`,
  );
  await context.database.transaction().execute((transaction) =>
    moveBatch(transaction, batch, {
      event: { kind: "end", as: "aborted", upstreamStatus: null },
      changes: { other_records: "unknown", failed: 0, message, ended_at: now, ...notTroubled },
      nextMs: null,
      told: { kind: "forgotten", detail: message, evidence: { bulkJobId: batch.bulk_job_id } },
      jobMessage: message,
    }),
  );
}
