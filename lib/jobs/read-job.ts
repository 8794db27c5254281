import "server-only";
import type { Job } from "../api-contract/jobs";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import { countAssumed } from "./assumed-rows";
import type { BatchRow } from "./job-store";
import { summaryColumns, toSummaries } from "./job-summaries";
import { readControls } from "./read-controls";
import { readSettlements } from "./read-family";
import { readKin } from "./read-kin";

const mostEvents = 500;

/** All of it as it was at one moment: its status, its batches and its counts never contradict each other. */
export function readJob(database: Database, id: string): Promise<Job | undefined> {
  return database
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute((snapshot) => readAt(snapshot, storableText(id)));
}

async function readAt(database: Database, id: string): Promise<Job | undefined> {
  const job = await database
    .selectFrom("jobs")
    .select([
      ...summaryColumns,
      "size_bytes",
      "sha256",
      "mapping",
      "cancelled_at",
      "cancelled_by",
      "parent_job_id",
      "begun_from_id",
      "removed_at",
    ])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!job) return undefined;
  const batches = await database
    .selectFrom("batches")
    .selectAll()
    .where("job_id", "=", id)
    .orderBy("index")
    .execute();
  const events = await readEvents(database, id);
  const [summary] = await toSummaries(database, [job]);
  if (!summary) return undefined;
  const heard = batches.map(({ last_heard_at }) => last_heard_at?.getTime() ?? 0);
  const lastHeard = Math.max(0, ...heard);
  return {
    ...summary,
    ...(await readControls(database, { ...job, batches })),
    sizeBytes: job.size_bytes,
    sha256: job.sha256,
    mapping: job.mapping,
    batches: batches.map(toBatch),
    events,
    ...(await readKin(database, job)),
    settlements: await readSettlements(database, summary.family.root.id),
    assumedRows: await countAssumed(database, summary.family.root.id),
    removedAt: job.removed_at?.toISOString() ?? null,
    unmatched: await countUnmatched(database, id),
    lastHeardAt: lastHeard === 0 ? null : new Date(lastHeard).toISOString(),
  };
}

async function countUnmatched(database: Database, id: string): Promise<number> {
  const { count } = await database
    .selectFrom("unmatched_errors")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("job_id", "=", id)
    .executeTakeFirstOrThrow();
  return count;
}

/** What one step says for each part, and another line for all of them: the audit trail keeps it, the timeline does not. */
const unshown = ["intended", "part_dropped"];

/** The newest, in the order in which they happened. */
async function readEvents(database: Database, jobId: string): Promise<Job["events"]> {
  const rows = await database
    .selectFrom("audit_events")
    .select(["at", "kind", "batch_index", "detail"])
    .where("job_id", "=", jobId)
    .where("kind", "not in", unshown)
    .orderBy("id", "desc")
    .limit(mostEvents)
    .execute();
  return rows.reverse().map(({ at, kind, batch_index, detail }) => ({
    at: at.toISOString(),
    kind,
    batchIndex: batch_index,
    detail,
  }));
}

const toBatch = (batch: BatchRow): Job["batches"][number] => ({
  index: batch.index,
  bulkJobId: batch.bulk_job_id,
  status: batch.status,
  upstreamStatus: batch.upstream_status,
  firstRow: batch.first_row,
  lastRow: batch.last_row,
  processed: batch.processed,
  message: batch.message,
  startedAt: batch.started_at?.toISOString() ?? null,
  endedAt: batch.ended_at?.toISOString() ?? null,
  troubleSince: batch.trouble_since?.toISOString() ?? null,
  failed: batch.failed,
  unknown: unknownIn(batch),
});

/** As countRecords counts them. */
function unknownIn(batch: BatchRow): number {
  const records = batch.last_row - batch.first_row + 1;
  if (batch.status === "unknown" || batch.status === "needs_decision") return records;
  return batch.other_records === "unknown" ? records - batch.failed - batch.found : 0;
}
