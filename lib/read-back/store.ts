import "server-only";
import { sql } from "kysely";
import type { ReadBackProgress, ReadBackRow, ReadBackVerdict } from "../api-contract/read-back";
import type { Database } from "../database/database";
import { storableJson, storableText } from "../database/storable";
import { fileRowsOf } from "../jobs/file-rows";
import type { Difference } from "./compare";

export interface SeenRow {
  row: number;
  verdict: ReadBackVerdict;
  recordId: string | null;
  differences: Difference[];
}

const rowsAtOnce = 1_000;
const pageSize = 100;

/** Begins once more: what was seen before is forgotten. Rows whose verdict needs no asking come with it. */
export async function beginReadBack(
  transaction: Database,
  about: { jobId: string; field: string; byName: string },
  rows: readonly { row: number; value: string; verdict: ReadBackVerdict | null }[],
): Promise<void> {
  const { jobId, field, byName } = about;
  await transaction.deleteFrom("read_backs").where("job_id", "=", jobId).execute();
  await transaction
    .insertInto("read_backs")
    .values({ job_id: jobId, field, by_name: storableText(byName), shown: "[]" })
    .execute();
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await transaction
      .insertInto("read_back_rows")
      .values(
        rows.slice(at, at + rowsAtOnce).map(({ row, value, verdict }) => ({
          ...{ job_id: jobId, row, value: storableText(value), verdict },
          ...{ record_id: null, differences: "[]" },
        })),
      )
      .execute();
}

export async function nextRows(
  database: Database,
  jobId: string,
  count: number,
): Promise<{ row: number; value: string }[]> {
  return database
    .selectFrom("read_back_rows")
    .select(["row", "value"])
    .where("job_id", "=", jobId)
    .where("verdict", "is", null)
    .orderBy("row")
    .limit(count)
    .execute();
}

/**
 * Keeps what was seen, unless it was begun once more meanwhile. A field no record had shown is not compared; once one shows
 * it, rows that were the same but for it are not any more.
 */
export async function keepSeen(
  transaction: Database,
  { jobId, startedAt, shown }: { jobId: string; startedAt: Date; shown: readonly string[] },
  rows: readonly SeenRow[],
): Promise<void> {
  const begun = await transaction
    .selectFrom("read_backs")
    .select(["at", "shown"])
    .where("job_id", "=", jobId)
    .forUpdate()
    .executeTakeFirst();
  if (begun?.at.getTime() !== startedAt.getTime()) return;
  for (const { row, verdict, recordId, differences } of rows)
    await transaction
      .updateTable("read_back_rows")
      .set({
        verdict,
        record_id: recordId === null ? null : storableText(recordId),
        differences: storableJson(differences),
      })
      .where("job_id", "=", jobId)
      .where("row", "=", row)
      .where("verdict", "is", null)
      .execute();
  const all = [...new Set([...begun.shown, ...shown])];
  await transaction
    .updateTable("read_backs")
    .set({ shown: storableJson(all) })
    .where("job_id", "=", jobId)
    .execute();
  await sql`update read_back_rows set verdict = 'differs'
    where job_id = ${jobId} and verdict = 'same' and exists (
      select from jsonb_array_elements(differences) d where d ->> 'field' = any (${all}::text[]))`.execute(
    transaction,
  );
}

/** @param compared fields that were sent and can be read back */
export async function readReadBack(
  database: Database,
  jobId: string,
  compared: readonly string[],
): Promise<ReadBackProgress | null> {
  const begun = await database
    .selectFrom("read_backs")
    .selectAll()
    .where("job_id", "=", jobId)
    .executeTakeFirst();
  if (!begun) return null;
  const of = (verdict: ReadBackVerdict) =>
    sql<number>`count(*) filter (where verdict = ${verdict})`.as(verdict);
  const counts = await database
    .selectFrom("read_back_rows")
    .select(({ fn }) => fn.countAll<number>().as("rows"))
    .select(sql<number>`count(*) filter (where verdict is null)`.as("left"))
    .select([of("same"), of("differs"), of("missing"), of("several"), of("unchecked")])
    .where("job_id", "=", jobId)
    .executeTakeFirstOrThrow();
  const anyRead = counts.same + counts.differs > 0;
  return {
    ...{ field: begun.field, by: begun.by_name, at: begun.at.toISOString() },
    ...counts,
    notShown: anyRead ? compared.filter((field) => !begun.shown.includes(field)) : [],
  };
}

export async function readSeenRows(
  database: Database,
  jobId: string,
  { verdict, after }: { verdict: ReadBackVerdict; after: number },
): Promise<{ rows: ReadBackRow[]; next: string | null }> {
  const rows = await database
    .selectFrom("read_back_rows as r")
    .innerJoin("read_backs as b", "b.job_id", "r.job_id")
    .innerJoin("jobs as j", "j.id", "r.job_id")
    .select(["r.row", "r.value", "r.record_id", "r.differences", "b.shown", "j.file_rows"])
    .where("r.job_id", "=", storableText(jobId))
    .where("r.verdict", "=", verdict)
    .where("r.row", ">", after)
    .orderBy("r.row")
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize);
  const fileRows = fileRowsOf(
    page[0]?.file_rows ?? null,
    page.map(({ row }) => row),
  );
  const last = page.at(-1);
  return {
    rows: page.map(({ row, value, record_id, differences, shown }) => ({
      ...{ row, value, recordId: record_id, fileRow: fileRows.get(row) ?? row + 1 },
      differences: differences.filter(({ field }) => shown.includes(field)),
    })),
    next: rows.length > pageSize && last ? String(last.row) : null,
  };
}
