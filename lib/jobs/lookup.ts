import "server-only";
import { sql } from "kysely";
import type { LookupProgress } from "../api-contract/decisions";
import type { Database } from "../database/database";
import type { LookedUpRecordsTable } from "../database/row-tables";
import { storableText } from "../database/storable";
import type { FoundRecords } from "../open-connectors/record-search";
import type { Context } from "./context";
import { JobRefusal } from "./job-refusal";
import type { BatchRow } from "./job-store";
import { readProgress } from "./lookup-progress";
import { openRows } from "./open-rows";
import { readHeader, readRecords } from "./record-values";

type Verdict = LookedUpRecordsTable["verdict"];
interface Seen {
  row: number;
  verdict: Verdict;
  recordId: string | null;
}

/** Values of one step, and what it may cost: a step is answered while a person looks on. */
const valuesAtOnce = 100;
const costs = { calls: 250, records: 50_000 };
const rowsAtOnce = 1_000;

/**
 * Looks for the next rows of a part in the system itself, by the value of one field. Safe calls only; nothing is concluded
 * from it before a person agrees. Called again and again it comes to its end, whoever calls and however often.
 * @throws JobRefusal, or UpstreamError when the system cannot be asked
 */
export async function lookUp(
  context: Context,
  of: { jobId: string; index: number },
  { field, anew = false }: { field: string; anew?: boolean | undefined },
): Promise<LookupProgress> {
  const { database } = context;
  const batch = await readDoubtful(database, of);
  await forgetOther(database, batch, anew ? null : field);
  const open = await openRows(database, batch);
  const seen = await seenRows(database, batch);
  const left = open.filter((row) => !seen.has(row));
  if (left.length > 0) {
    const values = await readColumn(context, batch, field);
    await keep(database, batch, field, await lookFor(context, batch, { field, values, left }));
  }
  const progress = await readProgress(database, batch);
  if (!progress) throw new JobRefusal(409, "nothing_to_look_for", "Every row of this part is accounted for.");
  return progress;
}

type Doubtful = BatchRow & { upload_id: string; header_bytes: number; object_name: string };

async function readDoubtful(
  database: Database,
  { jobId, index }: { jobId: string; index: number },
): Promise<Doubtful> {
  const batch = await database
    .selectFrom("batches as b")
    .innerJoin("jobs as j", "j.id", "b.job_id")
    .selectAll("b")
    .select(["j.upload_id", "j.header_bytes", "j.object_name"])
    .where("b.job_id", "=", storableText(jobId))
    .where("b.index", "=", index)
    .executeTakeFirst();
  if (!batch) throw new JobRefusal(404, "not_found", "There is no such part.");
  if (batch.status === "needs_decision" || batch.other_records === "unknown") return batch;
  throw new JobRefusal(409, "nothing_to_look_for", "Nothing of this part has to be looked for.");
}

/** What was seen by another field, and not agreed to, is of no use for this one. */
async function forgetOther(database: Database, batch: BatchRow, field: string | null): Promise<void> {
  await database
    .deleteFrom("looked_up_records")
    .where("job_id", "=", batch.job_id)
    .where("batch_index", "=", batch.index)
    .where("taken", "=", false)
    .$if(field !== null, (query) => query.where("field", "<>", field ?? ""))
    .execute();
}

async function seenRows(database: Database, { job_id, index }: BatchRow): Promise<Set<number>> {
  const rows = await database
    .selectFrom("looked_up_records")
    .select("row")
    .where("job_id", "=", job_id)
    .where("batch_index", "=", index)
    .where("taken", "=", false)
    .execute();
  return new Set(rows.map(({ row }) => row));
}

/** @returns the value of every row of the part, spaces around it left out */
async function readColumn(
  { uploads }: Context,
  batch: Doubtful,
  field: string,
): Promise<Map<number, string>> {
  const source = { path: uploads.pathOf(batch.upload_id), headerBytes: batch.header_bytes };
  const header = await readHeader(source);
  if (!header.includes(field))
    throw new JobRefusal(422, "field_unknown", `The file that was sent has no field ${field}.`);
  const all = Array.from({ length: batch.last_row - batch.first_row + 1 }, (_, at) => batch.first_row + at);
  const records = await readRecords(source, header, batch, all);
  return new Map([...records].map(([row, values]) => [row, values[field]?.trim() ?? ""]));
}

async function lookFor(
  { openConnectors }: Context,
  batch: Doubtful,
  { field, values, left }: { field: string; values: Map<number, string>; left: readonly number[] },
): Promise<Seen[]> {
  const rowsOf = groupRows(values);
  const single = (row: number) => rowsOf.get(fold(valueIn(row)))?.length === 1;
  const valueIn = (row: number) => values.get(row) ?? "";
  const empty = left.filter((row) => valueIn(row) === "");
  // One record of the system cannot tell which of several rows it is.
  const shared = left.filter((row) => valueIn(row) !== "" && !single(row));
  const askable = left.filter((row) => valueIn(row) !== "" && single(row));
  const find = (rows: readonly number[]) =>
    openConnectors.findRecords(
      batch.connection_id,
      batch.object_name,
      { where: { field, values: rows.map(valueIn) } },
      costs,
    );
  let asked = askable.slice(0, valuesAtOnce);
  let answer = asked.length === 0 ? null : await find(asked);
  // Where everything has to be read through, it is read once for all rows.
  if (answer?.how === "pages" && askable.length > asked.length) {
    asked = askable;
    answer = await find(asked);
  }
  return [
    ...empty.map((row) => ({ row, verdict: "unchecked" as const, recordId: null })),
    ...shared.map((row) => ({ row, verdict: "several" as const, recordId: null })),
    ...(answer === null ? [] : judge(asked, valueIn, answer)),
  ];
}

function groupRows(values: Map<number, string>): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [row, value] of values) {
    const rows = groups.get(fold(value));
    if (rows) rows.push(row);
    else groups.set(fold(value), [row]);
  }
  return groups;
}

/** What a system may take for one value: case aside, and numbers however they are written. */
function fold(value: string): string {
  const number = value === "" ? Number.NaN : Number(value);
  return Number.isFinite(number) ? `number ${number}` : value.normalize("NFC").toLowerCase();
}

/** What was not seen counts as not there only where everything that can match was seen. */
function judge(rows: readonly number[], valueIn: (row: number) => string, answer: FoundRecords): Seen[] {
  const unchecked = new Set(answer.unchecked);
  const sawAll = answer.complete || unchecked.size > 0;
  return rows.map((row) => {
    const value = valueIn(row);
    const records = answer.records.filter(({ by }) => by === value);
    const [only] = records;
    if (records.length > 1) return { row, verdict: "several", recordId: null };
    if (only) return { row, verdict: "found", recordId: only.id };
    return { row, verdict: sawAll && !unchecked.has(value) ? "not_found" : "unchecked", recordId: null };
  });
}

/** Somebody else may have looked for the same rows meanwhile: what is agreed to stays. */
async function keep(
  database: Database,
  batch: BatchRow,
  field: string,
  seen: readonly Seen[],
): Promise<void> {
  const rows = seen.map(({ row, verdict, recordId }) => ({
    job_id: batch.job_id,
    row,
    batch_index: batch.index,
    field,
    verdict,
    record_id: recordId === null ? null : storableText(recordId),
  }));
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await database
      .insertInto("looked_up_records")
      .values(rows.slice(at, at + rowsAtOnce))
      .onConflict((conflict) =>
        conflict
          .columns(["job_id", "row"])
          .doUpdateSet((set) => ({
            field: set.ref("excluded.field"),
            verdict: set.ref("excluded.verdict"),
            record_id: set.ref("excluded.record_id"),
            taken: false,
            at: sql<Date>`now()`,
          }))
          .where(sql<boolean>`not (looked_up_records.taken and looked_up_records.verdict = 'found')`),
      )
      .execute();
}
