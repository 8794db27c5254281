import "server-only";
import type { Selectable } from "kysely";
import type { Family } from "../api-contract/family";
import type { JobSummary } from "../api-contract/jobs";
import type { Database } from "../database/database";
import type { JobsTable } from "../database/job-tables";
import { countRecords, noRecords } from "./counts";
import { readFamilies } from "./read-family";

/** What a job's summary is made from, beside its counts and its family. */
export const summaryColumns = [
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

/** Jobs by their ids, in no order. */
export async function readSummaries(database: Database, ids: readonly string[]): Promise<JobSummary[]> {
  if (ids.length === 0) return [];
  const rows = await database.selectFrom("jobs").select(summaryColumns).where("id", "in", ids).execute();
  return toSummaries(database, rows);
}

/** The summaries of jobs that were read with `summaryColumns`, in their order. */
export async function toSummaries(database: Database, rows: readonly SummaryRow[]): Promise<JobSummary[]> {
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
