import "server-only";
import type { Selectable } from "kysely";
import type { z } from "zod";
import type { Job, JobSummary, jobsAnswer, jobsQuery } from "../api-contract/jobs";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import type { JobsTable } from "../database/tables";
import { countRecords } from "./counts";
import type { BatchRow } from "./job-store";
import { readControls } from "./read-controls";

const pageSize = 50;
const mostEvents = 500;
const underWay = ["queued", "sending", "running", "paused", "cancelling"] as const;

const summaryColumns = [
  "id",
  "number",
  "status",
  "connection_id",
  "connection_name",
  "connector_name",
  "company",
  "environment",
  "object_name",
  "file_name",
  "records",
  "kept_back",
  "excluded",
  "hold",
  "hold_number",
  "hold_since",
  "hold_by",
  "message",
  "created_at",
  "ended_at",
  "created_by_id",
  "created_by_name",
] as const;
type SummaryRow = Pick<Selectable<JobsTable>, (typeof summaryColumns)[number]>;

type Records = NonNullable<ReturnType<Awaited<ReturnType<typeof countRecords>>["get"]>>;
const none: Records = { succeeded: 0, failed: 0, unknown: 0, notTried: 0 };

/** Newest first, 50 a page. The cursor is the number of the last job shown. */
export async function listJobs(
  database: Database,
  query: z.output<typeof jobsQuery>,
  person: { id: string },
): Promise<z.output<typeof jobsAnswer>> {
  let select = database
    .selectFrom("jobs")
    .select(summaryColumns)
    .orderBy("number", "desc")
    .limit(pageSize + 1);
  if (query.cursor !== undefined) {
    const before = Number(query.cursor);
    select = select.where("number", "<", Number.isSafeInteger(before) ? before : 0);
  }
  if (query.show === "running") select = select.where("status", "in", underWay);
  if (query.show === "needs_you") select = select.where("needs_person", "=", true);
  if (query.show === "mine") select = select.where("created_by_id", "=", person.id);
  if (query.connection !== undefined)
    select = select.where("connection_id", "=", storableText(query.connection));
  const rows = await select.execute();
  const shown = rows.slice(0, pageSize);
  const records = await countRecords(
    database,
    shown.map(({ id }) => id),
  );
  const last = shown.at(-1);
  return {
    jobs: shown.map((row) => toSummary(row, records.get(row.id) ?? none)),
    next: rows.length > pageSize && last ? String(last.number) : null,
    counts: await countJobs(database),
  };
}

/** Numbers have no gaps and jobs are never removed, so the counter is the count of all. */
async function countJobs(database: Database): Promise<z.output<typeof jobsAnswer>["counts"]> {
  const countOf = database.selectFrom("jobs").select(({ fn }) => fn.countAll<number>().as("count"));
  const [all, running, needing] = await Promise.all([
    database.selectFrom("counters").select("value").where("name", "=", "jobs").executeTakeFirstOrThrow(),
    countOf.where("status", "in", underWay).executeTakeFirstOrThrow(),
    countOf.where("needs_person", "=", true).executeTakeFirstOrThrow(),
  ]);
  return { all: all.value, running: running.count, needsYou: needing.count };
}

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
  const records = await countRecords(database, [id]);
  const heard = batches.map(({ last_heard_at }) => last_heard_at?.getTime() ?? 0);
  const lastHeard = Math.max(0, ...heard);
  return {
    ...toSummary(job, records.get(id) ?? none),
    ...(await readControls(database, { ...job, batches })),
    sizeBytes: job.size_bytes,
    sha256: job.sha256,
    mapping: job.mapping,
    batches: batches.map(toBatch),
    events,
    ...(await readFamily(database, id, job.parent_job_id)),
    unmatched: await countUnmatched(database, id),
    lastHeardAt: lastHeard === 0 ? null : new Date(lastHeard).toISOString(),
  };
}

/** The job it was made from, and those made from it. */
async function readFamily(
  database: Database,
  id: string,
  parentId: string | null,
): Promise<Pick<Job, "parent" | "children">> {
  const children = await database
    .selectFrom("jobs")
    .select(["id", "number", "status", "records"])
    .where("parent_job_id", "=", id)
    .orderBy("number")
    .execute();
  if (parentId === null) return { parent: null, children };
  const parent = await database
    .selectFrom("jobs")
    .select(["id", "number"])
    .where("id", "=", parentId)
    .executeTakeFirst();
  return { parent: parent ?? null, children };
}

async function countUnmatched(database: Database, id: string): Promise<number> {
  const { count } = await database
    .selectFrom("unmatched_errors")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("job_id", "=", id)
    .executeTakeFirstOrThrow();
  return count;
}

/** The newest, in the order in which they happened. */
async function readEvents(database: Database, jobId: string): Promise<Job["events"]> {
  const rows = await database
    .selectFrom("audit_events")
    .select(["at", "kind", "batch_index", "detail"])
    .where("job_id", "=", jobId)
    .where("kind", "<>", "intended")
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

function toSummary(job: SummaryRow, records: Records): JobSummary {
  return {
    id: job.id,
    number: job.number,
    status: job.status,
    connectionId: job.connection_id,
    connectionName: job.connection_name,
    connectorName: job.connector_name,
    company: job.company,
    environment: job.environment,
    objectName: job.object_name,
    fileName: job.file_name,
    rows: { total: job.records, ...records, keptBack: job.kept_back, excluded: job.excluded },
    hold: toHold(job),
    message: job.message,
    createdAt: job.created_at.toISOString(),
    endedAt: job.ended_at?.toISOString() ?? null,
    createdBy: { id: job.created_by_id, name: job.created_by_name },
  };
}

function toHold(job: SummaryRow): JobSummary["hold"] {
  if (job.hold === null || job.hold_since === null) return null;
  return { number: job.hold_number, kind: job.hold, since: job.hold_since.toISOString(), by: job.hold_by };
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
  unknown: unknownIn(batch),
});

/** As countRecords counts them. */
function unknownIn(batch: BatchRow): number {
  const records = batch.last_row - batch.first_row + 1;
  if (batch.status === "unknown" || batch.status === "needs_decision") return records;
  return batch.other_records === "unknown" ? records - batch.failed - batch.found : 0;
}
