import "server-only";
import { type Selectable, type SqlBool, sql } from "kysely";
import type { z } from "zod";
import type { Family } from "../api-contract/family";
import type { Job, JobSummary, jobsAnswer, jobsCounts, jobsQuery } from "../api-contract/jobs";
import type { Database } from "../database/database";
import type { JobsTable } from "../database/job-tables";
import { storableText } from "../database/storable";
import { countAssumed } from "./assumed-rows";
import { countRecords, noRecords } from "./counts";
import type { BatchRow } from "./job-store";
import { countJobs, narrowing, type Searching, searching, underWay } from "./narrow-jobs";
import { readControls } from "./read-controls";
import { readFamilies, readSettlements } from "./read-family";
import { readKin } from "./read-kin";

const pageSize = 50;
const mostEvents = 500;
/** So many jobs change in two seconds at the most; the others are told with the next reading. */
const mostChanges = 200;
/** Events that are told once more: so young, and so many at the most. */
const lateMs = 15_000;
const mostLate = 1_000;

export interface JobChanges {
  /** Id of the newest audit event. */
  last: number;
  jobs: JobSummary[];
  counts: z.output<typeof jobsCounts>;
}

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
  "root_job_id",
] as const;
type SummaryRow = Pick<Selectable<JobsTable>, (typeof summaryColumns)[number]>;

type Query = z.output<typeof jobsQuery>;

/** Newest first, those with open rows oldest first, 50 a page. The cursor is the number of the last job shown. */
export async function listJobs(
  database: Database,
  query: Query,
  person: { id: string },
): Promise<z.output<typeof jobsAnswer>> {
  const rows = await pageOf(database, query, person);
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    jobs: await toSummaries(database, shown),
    next: rows.length > pageSize && last ? String(last.number) : null,
    counts: await countJobs(database),
  };
}

/**
 * The first of those that are shown: of those that run the newest that nobody has to bring on, of the others those that
 * wait longest. Open rows of one that still runs are nobody's yet.
 */
export async function readFirstJobs(
  database: Database,
  show: "running" | "needs_you" | "open",
  most: number,
): Promise<JobSummary[]> {
  const rows = await database
    .selectFrom("jobs")
    .select(summaryColumns)
    .where(narrowing({ show }, { id: "" }))
    .where((where) => (show === "running" ? where("needs_person", "=", false) : sql<SqlBool>`true`))
    .where((where) => (show === "open" ? where("ended_at", "is not", null) : sql<SqlBool>`true`))
    .orderBy("number", show === "running" ? "desc" : "asc")
    .limit(most)
    .execute();
  return toSummaries(database, rows);
}

/** Jobs by their ids, in no order. */
export async function readSummaries(database: Database, ids: readonly string[]): Promise<JobSummary[]> {
  if (ids.length === 0) return [];
  const rows = await database.selectFrom("jobs").select(summaryColumns).where("id", "in", ids).execute();
  return toSummaries(database, rows);
}

/** A search looks through so many of the newest jobs first. */
const nearby = 5_000;

/**
 * One more than a page. Words that are in many names fill it from the newest jobs; words that are not are looked up in
 * their index. PostgreSQL cannot tell the two apart from the beginning of a word, so it is not asked to choose.
 */
async function pageOf(database: Database, query: Query, person: { id: string }) {
  const { search, cursor, show } = query;
  const found = search === undefined ? null : await searching(database, search);
  const page = (searched: Searching[keyof Searching] | null) =>
    database
      .selectFrom("jobs")
      .select(summaryColumns)
      .where(narrowing(query, person, searched))
      .limit(pageSize + 1);
  if (show === "open")
    return page(found?.byIndex ?? null)
      .orderBy("number")
      .execute();
  if (found === null) return page(null).orderBy("number", "desc").execute();
  const newest = await database
    .selectFrom("counters")
    .select("value")
    .where("name", "=", "jobs")
    .executeTakeFirst();
  const from = Math.min(Number(cursor ?? Number.POSITIVE_INFINITY), newest?.value ?? 0) - nearby;
  const near = await page(found.oneByOne)
    .where("number", ">", Number.isFinite(from) ? from : 0)
    .orderBy("number", "desc")
    .execute();
  if (near.length > pageSize || from <= 0) return near;
  return page(found.byIndex).orderBy(sql`number + 0`, "desc").execute();
}

async function toSummaries(database: Database, rows: readonly SummaryRow[]): Promise<JobSummary[]> {
  const records = await countRecords(
    database,
    rows.map(({ id }) => id),
  );
  const families = await readFamilies(database, rows);
  return rows.flatMap((row) => {
    const family = families.get(row.id);
    return family ? [toSummary(row, records.get(row.id) ?? noRecords, family)] : [];
  });
}

/**
 * What changed after an audit event, and what is on the way whatever was written of it: its counts move between events.
 * Events of the last seconds are always among it: one that was written before another may be seen after it, and a page has
 * read what it shows some time before it is told of changes.
 *
 * @param since id of the last event that is known; `null`: nothing is
 */
export async function readChanges(database: Database, since: number | null): Promise<JobChanges> {
  const newest = await database
    .selectFrom("audit_events")
    .select("id")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  const last = newest?.id ?? 0;
  const changed = await database
    .selectFrom("audit_events")
    .select("job_id")
    .distinct()
    .where("id", ">", Math.min(since ?? last, last - mostLate))
    .where(({ or, eb }) =>
      or([
        eb("id", ">", since ?? last),
        eb("at", ">", sql<Date>`now() - ${lateMs} * interval '1 millisecond'`),
      ]),
    )
    .where("job_id", "is not", null)
    .limit(mostChanges)
    .execute();
  const ids = changed.flatMap(({ job_id }) => job_id ?? []);
  if (ids.length > 0) ids.push(...(await rootsOf(database, ids)));
  const rows = await database
    .selectFrom("jobs")
    .select(summaryColumns)
    .where((where) =>
      ids.length === 0
        ? where("status", "in", underWay)
        : where.or([where("status", "in", underWay), where("id", "in", ids)]),
    )
    .orderBy("number", "desc")
    .limit(mostChanges)
    .execute();
  return { last, jobs: await toSummaries(database, rows), counts: await countJobs(database) };
}

/** What changes in a correction changes what its family shows. */
async function rootsOf(database: Database, ids: readonly string[]): Promise<string[]> {
  const rows = await database
    .selectFrom("jobs")
    .select("root_job_id")
    .distinct()
    .where("id", "in", ids)
    .where("root_job_id", "is not", null)
    .execute();
  return rows.flatMap(({ root_job_id }) => root_job_id ?? []);
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

function toSummary(job: SummaryRow, records: typeof noRecords, family: Family): JobSummary {
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
    family,
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
  failed: batch.failed,
  unknown: unknownIn(batch),
});

/** As countRecords counts them. */
function unknownIn(batch: BatchRow): number {
  const records = batch.last_row - batch.first_row + 1;
  if (batch.status === "unknown" || batch.status === "needs_decision") return records;
  return batch.other_records === "unknown" ? records - batch.failed - batch.found : 0;
}
