import "server-only";
import type { Part } from "../api-contract/decisions";
import { UpstreamError } from "../open-connectors/errors";
import type { Context } from "./context";
import type { BatchRow } from "./job-store";
import { readLookupFields } from "./lookup-fields";
import { readHeader, readRecords } from "./record-values";

const rowsOfSample = 20;
const costs = { calls: 10, records: 1_000 };

/**
 * Looks for a few rows of a part in the system itself, for whoever has to decide: it is shown and never concluded from.
 * @returns null where no field tells the rows apart, or the system cannot be asked for all of them
 */
export async function sampleRows(context: Context, batch: BatchRow): Promise<Part["sample"]> {
  const [best] = await readLookupFields(context, batch);
  if (!best || best.filled < 1 || best.distinct < 1) return null;
  const job = await context.database
    .selectFrom("jobs")
    .select(["upload_id", "header_bytes", "object_name"])
    .where("id", "=", batch.job_id)
    .executeTakeFirstOrThrow();
  const source = { path: context.uploads.pathOf(job.upload_id), headerBytes: job.header_bytes };
  const count = Math.min(rowsOfSample, batch.last_row - batch.first_row + 1);
  const rows = Array.from({ length: count }, (_, at) => batch.first_row + at);
  const records = await readRecords(source, await readHeader(source), batch, rows);
  const values = [...records.values()].map((record) => record[best.path]?.trim() ?? "");
  try {
    const where = { field: best.path, values };
    const answer = await context.openConnectors.findRecords(
      batch.connection_id,
      job.object_name,
      { where },
      costs,
    );
    if (!answer.complete) return null;
    const found = new Set(answer.records.map(({ by }) => by)).size;
    return { field: best.path, looked: values.length, found };
  } catch (error) {
    if (error instanceof UpstreamError) return null;
    throw error;
  }
}
