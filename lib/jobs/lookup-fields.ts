import "server-only";
import type { Part } from "../api-contract/decisions";
import type { Context } from "./context";
import type { BatchRow } from "./job-store";
import { readHeader, readRecords, type Values } from "./record-values";

type LookupField = Part["lookupFields"][number];

/** Rows of a part that are looked at to see which field tells them apart. */
const sampled = 500;
/** Names of fields that tell one record from another. */
const telling = /(^|[_.])(reference|ref|code|number|no|email|e_?mail_?address|key|id)$/i;

/**
 * Fields by which the rows of a part can be looked for, the most telling first: filled in every row and different in each,
 * then those that are named as references are.
 * @returns none when the staged file is no longer there
 */
export async function readLookupFields(
  { database, uploads }: Context,
  batch: BatchRow,
): Promise<LookupField[]> {
  const job = await database
    .selectFrom("jobs")
    .select(["upload_id", "header_bytes"])
    .where("id", "=", batch.job_id)
    .executeTakeFirstOrThrow();
  const source = { path: uploads.pathOf(job.upload_id), headerBytes: job.header_bytes };
  const count = Math.min(sampled, batch.last_row - batch.first_row + 1);
  const rows = Array.from({ length: count }, (_, at) => batch.first_row + at);
  try {
    const header = await readHeader(source);
    const records = await readRecords(source, header, batch, rows);
    return rankFields(header, [...records.values()]);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

export function rankFields(header: readonly string[], records: readonly Values[]): LookupField[] {
  const fields = header.map((path) => {
    const values = records.map((record) => record[path]?.trim() ?? "").filter((value) => value !== "");
    return {
      path,
      filled: values.length / Math.max(1, records.length),
      distinct: new Set(values).size / Math.max(1, values.length),
    };
  });
  // A list inside a record cannot be searched by.
  return fields
    .filter(({ path, filled }) => filled > 0 && !path.includes("[*]"))
    .sort((a, b) => scoreOf(b) - scoreOf(a));
}

const scoreOf = ({ path, filled, distinct }: LookupField): number =>
  filled * distinct + (telling.test(path) || /e-?mail/i.test(path) ? 0.5 : 0);
