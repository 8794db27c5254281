import { type Problem, problemText } from "../connectors/connector";
import type { BulkJob, JobStatus } from "./bulk-job";
import type { FailedRow } from "./job-shapes";
import { createPace } from "./pace";
import { type Row, readRows } from "./read-rows";
import { rowWriter, type WriteRow } from "./write-row";

export interface End {
  status: JobStatus;
  error?: string;
}

/** Records sent to the vendor together; alone unless the upload says otherwise and the connector batches. */
function batchSize({ metaData, connection }: BulkJob): number {
  const size = Number(metaData.bulkUploadRecordSize ?? 1);
  return connection.behaviour.batchFailure && Number.isInteger(size) && size > 1 ? size : 1;
}

/** Writes the rows of an upload, one by one or in batches that succeed or fail as a whole. */
export async function processUpload(job: BulkJob): Promise<End> {
  const { behaviour } = job.connection;
  const stopped = job.cancel.signal;
  const write = rowWriter(job);
  const pace = createPace(() => behaviour.recordsPerSecond, stopped);
  const most = batchSize(job);
  let batch: Row[] = [];
  for await (const row of readRows(job)) {
    const early = endOf(job, job.recordsCount + batch.length);
    if (early) return early;
    await pace();
    if (stopped.aborted) return { status: "CANCELLED" };
    batch.push(row);
    if (batch.length >= most) batch = writeBatch(job, write, batch);
  }
  writeBatch(job, write, batch);
  return { status: "COMPLETED" };
}

/** The early end that a switch wants after so many records. */
export function endOf({ connection }: BulkJob, records: number): End | null {
  const { vendorDown, stopJob } = connection.behaviour;
  if (vendorDown) return { status: "ERROR", error: "The vendor could not be reached" };
  return stopJob && records >= stopJob.afterRecords ? stopJob : null;
}

/** @returns the empty batch that follows */
function writeBatch(job: BulkJob, write: WriteRow, rows: readonly Row[]): Row[] {
  const outcomes = rows.map(write);
  const bad = outcomes.findIndex((outcome) => "problems" in outcome);
  for (const [at, outcome] of outcomes.entries()) {
    job.recordsCount += 1;
    if ("problems" in outcome) fail(job, outcome.problems);
    else if (bad >= 0) {
      const row = job.recordsCount - at + bad;
      fail(job, [{ field: null, message: `not stored: row ${row} of the same batch was refused` }]);
    }
  }
  // The newest first, so that a record changed twice in the batch is again what it was.
  if (bad >= 0) for (const outcome of outcomes.reverse()) if ("stored" in outcome) outcome.undo();
  return [];
}

function fail(job: BulkJob, problems: Problem[]): void {
  job.recordsFailedCount += 1;
  const failed: FailedRow = {
    row: job.recordsCount,
    reason: problems.map(problemText).join("; "),
    response: JSON.stringify(job.connection.connector.refusal(problems)),
  };
  job.errors.append(failed);
}
