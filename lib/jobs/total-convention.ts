import "server-only";
import { sql } from "kysely";
import type { Database } from "../database/database";
import type { BulkStatus } from "../open-connectors/bulk-jobs";
import { UpstreamError } from "../open-connectors/errors";
import type { Context } from "./context";
import type { BatchRow, JobFacts } from "./job-store";
import { rankFields } from "./lookup-fields";
import { readHeader, readRecords } from "./record-values";

/** Rows that are looked for in one batch; those of a larger one would keep its end waiting. */
const mostRows = 200;
const costs = { calls: 20, records: 2_000 };

type Range = Pick<BatchRow, "connection_id" | "first_row" | "last_row">;
const recordsOf = ({ first_row, last_row }: Range) => last_row - first_row + 1;

/**
 * Whether a total that is short by just the failed rows leaves those out, or counts them in while as many others never
 * arrived. Open Connectors reference, bulk status, tells it both ways, so that it takes proof: more failed than there are in
 * all, what the connection has shown before, or all other rows found in the system. Asked only where it matters.
 */
export async function leavesFailedOut(
  context: Context,
  job: JobFacts,
  batch: BatchRow,
  { total, failed }: BulkStatus,
): Promise<boolean> {
  if (!failed || total === null || total + failed !== recordsOf(batch)) return false;
  if (failed > total) return true;
  const known = await knownConvention(context.database, batch.connection_id);
  return known === null ? areThere(context, job, batch, total) : known === "failed left out";
}

/** As batches have shown it whose rows are accounted for, else as the probe found it. */
async function knownConvention(
  database: Database,
  connectionId: string,
): Promise<"failed counted in" | "failed left out" | null> {
  const { rows } = await sql<{ sure_in: boolean; sure_out: boolean; probed: boolean | null }>`
    with shown as (
      select reported_total as total, reported_failed as failed, last_row - first_row + 1 as records from batches
      where connection_id = ${connectionId} and status = 'completed' and other_records = 'succeeded' and reported_failed > 0)
    select exists (select from shown where total = records) as sure_in,
      exists (select from shown where total = records - failed) as sure_out,
      (select (answers ->> 'totalCountsFailed')::boolean from probes
        where connection_id = ${connectionId} and ended order by id desc limit 1) as probed`.execute(
    database,
  );
  const [seen] = rows;
  if (seen?.sure_in || seen?.probed === true) return "failed counted in";
  return seen?.sure_out || seen?.probed === false ? "failed left out" : null;
}

/** Whether just so many rows of a batch are in the system, each by a value that no other one has. */
async function areThere(context: Context, job: JobFacts, batch: BatchRow, total: number): Promise<boolean> {
  const count = recordsOf(batch);
  if (count > mostRows) return false;
  const looked = await valuesToLookFor(context, job, batch);
  if (looked === null || looked.values.length < total) return false;
  try {
    const where = { where: looked };
    const { connection_id: connection } = batch;
    const found = await context.openConnectors.findRecords(connection, job.object_name, where, costs);
    return found.complete && new Set(found.records.map(({ by }) => by)).size === total;
  } catch (error) {
    // What cannot be asked proves nothing; the rows stay unknown.
    if (error instanceof UpstreamError) return false;
    throw error;
  }
}

async function valuesToLookFor(
  { uploads }: Context,
  job: JobFacts,
  batch: BatchRow,
): Promise<{ field: string; values: string[] } | null> {
  const source = { path: uploads.pathOf(job.upload_id), headerBytes: job.header_bytes };
  const rows = Array.from({ length: recordsOf(batch) }, (_, at) => batch.first_row + at);
  try {
    const header = await readHeader(source);
    const records = [...(await readRecords(source, header, batch, rows)).values()];
    const best = rankFields(header, records).find(({ distinct }) => distinct === 1);
    if (!best) return null;
    const values = records.map((record) => record[best.path]?.trim() ?? "");
    return { field: best.path, values: values.filter((value) => value !== "") };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
