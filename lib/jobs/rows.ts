import "server-only";
import type { Selectable } from "kysely";
import type { z } from "zod";
import type { JobRow, jobRowsAnswer, jobRowsQuery } from "../api-contract/jobs";
import type { JobsTable } from "../database/job-tables";
import { storableText } from "../database/storable";
import type { Context } from "./context";
import { fileRowsOf } from "./file-rows";
import { readHeader, readRecords, type Values } from "./record-values";
import { failedRecords, type ListedRecord, otherRecords, pageSize } from "./row-pages";
import { readSince } from "./row-since";

type Query = z.output<typeof jobRowsQuery>;
type Answer = z.output<typeof jobRowsAnswer>;
type JobOfRows = Pick<Selectable<JobsTable>, "id" | "upload_id" | "header_bytes" | "file_rows" | "message">;

/**
 * Rows of a job with one outcome, in their order, 100 a page. Values come out of the staged file. The cursor is the last
 * row shown.
 * @returns undefined for a job that is not known
 */
export async function readRows(context: Context, jobId: string, query: Query): Promise<Answer | undefined> {
  const { database } = context;
  const job = await database
    .selectFrom("jobs")
    .select(["id", "upload_id", "header_bytes", "file_rows", "message"])
    .where("id", "=", storableText(jobId))
    .executeTakeFirst();
  if (!job) return undefined;
  const { outcome } = query;
  const after = Number(query.cursor ?? -1);
  if (!Number.isSafeInteger(after)) return { rows: [], next: null };
  if (outcome === "kept_back" || outcome === "excluded") return heldRows(context, jobId, outcome, after);
  const listed =
    outcome === "failed"
      ? await failedRecords(database, jobId, after, query.reason)
      : await otherRecords(database, jobId, outcome, after);
  const shown = listed.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    rows: await withFile(context, job, outcome, shown),
    next: listed.length > pageSize && last ? String(last.row) : null,
  };
}

async function withFile(
  context: Context,
  job: JobOfRows,
  outcome: JobRow["outcome"],
  listed: readonly ListedRecord[],
): Promise<JobRow[]> {
  const values = await readValues(context, job, listed);
  const numbers = listed.map(({ row }) => row);
  const fileRows = fileRowsOf(job.file_rows, numbers);
  const since = await readSince(context.database, { jobId: job.id, held: false }, numbers);
  return listed.map(({ row, reason }) => {
    const fileRow = fileRows.get(row);
    return {
      row,
      held: null,
      since: since.get(row) ?? null,
      fileRows: fileRow === undefined ? [] : [fileRow],
      outcome,
      reason: reason ?? (outcome === "failed" ? null : job.message),
      values: values.get(row) ?? {},
    };
  });
}

/** Without the staged file, which may have been removed long after the job ended, rows have no values. */
async function readValues(
  { uploads }: Context,
  job: JobOfRows,
  listed: readonly ListedRecord[],
): Promise<Map<number, Values>> {
  const values = new Map<number, Values>();
  if (listed.length === 0) return values;
  const source = { path: uploads.pathOf(job.upload_id), headerBytes: job.header_bytes };
  try {
    const header = await readHeader(source);
    const batches = new Map(listed.map(({ batch }) => [batch.index, batch]));
    for (const [index, range] of batches) {
      const rows = listed.filter(({ batch }) => batch.index === index).map(({ row }) => row);
      for (const [row, cells] of await readRecords(source, header, range, rows)) values.set(row, cells);
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  return values;
}

async function heldRows(
  { database }: Context,
  jobId: string,
  kind: "kept_back" | "excluded",
  after: number,
): Promise<Answer> {
  const rows = await database
    .selectFrom("held_rows")
    .selectAll()
    .where("job_id", "=", jobId)
    .where("kind", "=", kind)
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(pageSize + 1)
    .execute();
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  const since = await readSince(
    database,
    { jobId, held: true },
    shown.map(({ seq }) => seq),
  );
  return {
    rows: shown.map((row) => ({
      row: null,
      held: row.seq,
      since: since.get(row.seq) ?? null,
      fileRows: [row.file_row],
      outcome: kind,
      reason: row.issues.map(inWords).join(" ") || null,
      values: row.values,
    })),
    next: rows.length > pageSize && last ? String(last.seq) : null,
  };
}

/** An issue names its field: "reference: 11 characters, 8 are allowed." */
const inWords = ({ field, message }: { field?: string | undefined; message: string }) =>
  field === undefined ? message : `${field}: ${message}`;
