import "server-only";
import type { BulkError } from "../open-connectors/bulk-jobs";
import { UpstreamError } from "../open-connectors/errors";
import type { Context } from "./context";
import type { BatchRow, JobFacts } from "./job-store";
import { readHeader, readRecords, type Values } from "./record-values";
import type { RowBase } from "./row-base";
import { baseByAbsence, baseByReasons, type NamedRow, possibleBases } from "./row-base-evidence";

/** Failed rows that are looked into; the numbers of all are counted the same way. */
const mostRows = 8;

/**
 * From which number a connection counts, where the numbers themselves leave it open: by what the failed rows' reasons say,
 * else by looking which of the rows in question are there. Only safe calls, and few.
 * @returns `null`: nothing proves it
 */
export async function findRowBase(
  context: Context,
  job: JobFacts,
  batch: BatchRow,
  errors: readonly BulkError[],
): Promise<RowBase | null> {
  const rowNums = errors.flatMap(({ rowNum }) => rowNum ?? []);
  const count = batch.last_row - batch.first_row + 1;
  const possible = possibleBases(rowNums, count);
  // A 0, or one more than there are, is proof enough.
  if (rowNums.length === 0 || possible.length < 2) return null;
  const named = errors.filter(({ rowNum }) => rowNum !== null).slice(0, mostRows);
  const records = await recordsAround(context, job, batch, named, possible);
  if (records === null) return null;
  const rows = named.map((error): NamedRow => ({ error, records: recordsOf(error, records, possible) }));
  return (
    baseByReasons(rows, possible) ??
    (await baseByLooking(context, batch, job.object_name, { records, rowNums, possible }))
  );
}

const rowsOf = ({ rowNum }: BulkError, possible: readonly RowBase[]) =>
  possible.map((base) => (rowNum ?? 0) + 1 - base);

function recordsOf(
  error: BulkError,
  records: ReadonlyMap<number, Values>,
  possible: readonly RowBase[],
): Map<RowBase, Values> {
  return new Map(
    possible.flatMap((base) => {
      const record = records.get((error.rowNum ?? 0) + 1 - base);
      return record ? [[base, record] as const] : [];
    }),
  );
}

/** @returns records by their number within the batch; `null`: the staged file is gone */
async function recordsAround(
  { uploads }: Context,
  job: JobFacts,
  batch: BatchRow,
  named: readonly BulkError[],
  possible: readonly RowBase[],
): Promise<Map<number, Values> | null> {
  const source = { path: uploads.pathOf(job.upload_id), headerBytes: job.header_bytes };
  const rows = named.flatMap((error) => rowsOf(error, possible)).map((row) => row + batch.first_row - 1);
  try {
    const records = await readRecords(source, await readHeader(source), batch, rows);
    return new Map([...records].map(([row, values]) => [row - batch.first_row + 1, values]));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

async function baseByLooking(
  { openConnectors }: Context,
  batch: BatchRow,
  objectName: string,
  {
    records,
    rowNums,
    possible,
  }: { records: ReadonlyMap<number, Values>; rowNums: readonly number[]; possible: readonly RowBase[] },
): Promise<RowBase | null> {
  const field = tellingField([...records.values()]);
  if (field === undefined) return null;
  const values = [...records.values()].flatMap((record) => record[field] ?? []);
  try {
    const query = { where: { field, values } };
    const limits = { calls: 12, records: 2_000 };
    const found = await openConnectors.findRecords(batch.connection_id, objectName, query, limits);
    if (!found.complete) return null;
    const there = new Set(found.records.map(({ by }) => by));
    const present = new Map([...records].map(([row, record]) => [row, there.has(record[field] ?? "")]));
    return baseByAbsence(present, rowNums, possible);
  } catch (error) {
    // What cannot be asked proves nothing; the job ends all the same.
    if (error instanceof UpstreamError) return null;
    throw error;
  }
}

/** A field by which each of these records can be told from the others. */
function tellingField(records: readonly Values[]): string | undefined {
  const [first = {}] = records;
  const telling = Object.keys(first).filter((path) => {
    const values = records.map((record) => (record[path] ?? "").trim());
    return !path.includes("[") && !values.includes("") && new Set(values).size === values.length;
  });
  return telling.find((path) => /mail|reference|code|number|key|id$/i.test(path)) ?? telling[0];
}
