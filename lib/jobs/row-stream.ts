import "server-only";
import type { Selectable } from "kysely";
import { z } from "../api-contract/zod";
import { parseRecord } from "../csv/record-walker";
import type { Database } from "../database/database";
import type { JobsTable } from "../database/job-tables";
import type { Context } from "./context";
import { createFileRowReader } from "./file-rows";
import type { BatchRow } from "./job-store";
import { readHeader, type Values } from "./record-values";
import { type Gone, goneBetween, reasonsBetween, verdictsBetween } from "./row-facts";
import { stagedRecords } from "./staged-records";

/** What became of a row, as far as it is known; `under_way` while its part is, `to_send` before. */
export type RowState =
  | "succeeded"
  | "failed"
  | "unknown"
  | "not_tried"
  | "kept_back"
  | "excluded"
  | "under_way"
  | "to_send";

/** A row of an import, as it leaves the program. */
export interface StreamedRow {
  job: number;
  held: boolean;
  row: number;
  fileRow: number;
  state: RowState;
  /** The connector's words, or those of the check. */
  reason: string | null;
  /** Where it went since; `null`: it is as it was. */
  gone: Gone | null;
  /** By field path. */
  values: Values;
}

export type StreamedJob = Pick<
  Selectable<JobsTable>,
  "id" | "number" | "upload_id" | "header_bytes" | "file_rows" | "mapping" | "message"
>;

/** What rows are chosen by: `not_found` are those of the unknown ones that were looked for and are not in the system. */
export type ChosenState = RowState | "not_found";

/** Which rows: by what became of them, all reasons or one. */
export interface RowChoice {
  states: ReadonlySet<ChosenState>;
  /** Only failed rows with this reason. */
  reasonId?: number | undefined;
}

const rowsAtOnce = 2_000;

/**
 * The records of a job that are chosen, in their order. However many there are, no more than a page of them is held: the
 * staged file is read once from its beginning, parts without such a row are passed over.
 */
export async function* streamSent(
  { database, uploads }: Pick<Context, "database" | "uploads">,
  job: StreamedJob,
  choice: RowChoice,
): AsyncGenerator<StreamedRow> {
  const source = { path: uploads.pathOf(job.upload_id), headerBytes: job.header_bytes };
  const header = await readHeader(source);
  const fileRowOf = createFileRowReader(job.file_rows);
  for (const batch of await batchesOf(database, job.id)) {
    if (!mayHave(batch, choice.states)) continue;
    let page: Page | null = null;
    const range = { start: batch.byte_start, end: batch.byte_end };
    for await (const records of stagedRecords(source.path, range))
      for (const { index, bytes } of records) {
        const row = batch.first_row + index;
        if (page === null || row > page.last) page = await readPage(database, job, batch, row, choice);
        const state = stateOf(page, batch, row);
        const isAbsent = state === "unknown" && page.absent.has(row);
        if (!choice.states.has(state) && !(isAbsent && choice.states.has("not_found"))) continue;
        const failure = page.failures.get(row);
        if (choice.reasonId !== undefined && failure?.reasonId !== choice.reasonId) continue;
        yield {
          ...{ job: job.number, held: false, row, fileRow: fileRowOf(row), state },
          reason: failure?.reason ?? (state === "succeeded" ? null : (batch.message ?? job.message)),
          gone: page.gone.get(row) ?? null,
          values: toValues(header, bytes),
        };
      }
  }
}

type Ranged = Pick<
  BatchRow,
  | "index"
  | "status"
  | "first_row"
  | "last_row"
  | "byte_start"
  | "byte_end"
  | "other_records"
  | "failed"
  | "found"
  | "message"
>;

const batchesOf = (database: Database, jobId: string): Promise<Ranged[]> =>
  database
    .selectFrom("batches")
    .select(["index", "status", "first_row", "last_row", "byte_start", "byte_end"])
    .select(["other_records", "failed", "found", "message"])
    .where("job_id", "=", jobId)
    .orderBy("index")
    .execute();

function othersOf({ other_records, status }: Ranged): RowState {
  if (other_records !== null) return other_records;
  if (status === "planned") return "to_send";
  return status === "unknown" || status === "needs_decision" ? "unknown" : "under_way";
}

function mayHave(batch: Ranged, states: ReadonlySet<ChosenState>): boolean {
  if (batch.failed > 0 && states.has("failed")) return true;
  if (batch.found > 0 && states.has("succeeded")) return true;
  const others = othersOf(batch);
  const isChosen = states.has(others) || (others === "unknown" && states.has("not_found"));
  return batch.last_row - batch.first_row + 1 > batch.failed && isChosen;
}

/** What the database knows of some rows that follow one another. */
interface Page {
  last: number;
  failures: Awaited<ReturnType<typeof reasonsBetween>>;
  found: ReadonlySet<number>;
  absent: ReadonlySet<number>;
  gone: ReadonlyMap<number, Gone>;
}

async function readPage(
  database: Database,
  { id }: StreamedJob,
  batch: Ranged,
  first: number,
  { states }: RowChoice,
): Promise<Page> {
  const last = Math.min(first + rowsAtOnce - 1, batch.last_row);
  const span = { jobId: id, held: false, first, last };
  const [failures, verdicts, gone] = await Promise.all([
    batch.failed > 0 ? reasonsBetween(database, span) : new Map(),
    batch.found > 0 || states.has("not_found") ? verdictsBetween(database, span) : new Map<number, string>(),
    states.size === 1 && states.has("succeeded") ? new Map<number, Gone>() : goneBetween(database, span),
  ]);
  const seenAs = (wanted: string) =>
    new Set([...verdicts].flatMap(([row, verdict]) => (verdict === wanted ? [row] : [])));
  return { last, failures, found: seenAs("found"), absent: seenAs("not_found"), gone };
}

function stateOf({ failures, found }: Page, batch: Ranged, row: number): RowState {
  if (failures.has(row)) return "failed";
  const others = othersOf(batch);
  return others === "unknown" && found.has(row) ? "succeeded" : others;
}

const toValues = (header: readonly string[], bytes: Buffer): Values =>
  Object.fromEntries(parseRecord(bytes).map((cell, at) => [header[at] ?? "", cell]));

/** Rows that stayed at Check, in the order of the file, with the values they would be sent with. */
export async function* streamHeld(
  database: Database,
  job: StreamedJob,
  kind: "kept_back" | "excluded",
): AsyncGenerator<StreamedRow> {
  const toFields = fieldsFrom(job.mapping);
  let after = -1;
  for (;;) {
    const rows = await database
      .selectFrom("held_rows")
      .selectAll()
      .where("job_id", "=", job.id)
      .where("kind", "=", kind)
      .where("seq", ">", after)
      .orderBy("seq")
      .limit(rowsAtOnce)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    const span = { jobId: job.id, held: true, first: after + 1, last: last.seq };
    after = last.seq;
    const gone = await goneBetween(database, span);
    for (const { seq, file_row, values, fields, issues } of rows)
      yield {
        ...{ job: job.number, held: true, row: seq, fileRow: file_row, state: kind },
        reason: issues.map(({ message }) => message).join(" ") || null,
        gone: gone.get(seq) ?? null,
        values: { ...toFields(values), ...fields },
      };
  }
}

const mappedColumns = z.object({
  entries: z.array(
    z.object({
      field: z.string(),
      source: z.union([
        z.object({ kind: z.literal("column"), header: z.string() }),
        z.object({ kind: z.literal("constant"), value: z.string() }),
        z.object({ kind: z.string() }),
      ]),
    }),
  ),
});

/** For rows of which it was not told what would have been sent: their cells by the columns that fed the fields. */
function fieldsFrom(mapping: unknown): (values: Values) => Values {
  const entries = mappedColumns.safeParse(mapping).data?.entries ?? [];
  return (values) => {
    const mapped = entries.map(({ field, source }): [string, string] => {
      if ("header" in source) return [field, values[source.header] ?? ""];
      return [field, "value" in source ? source.value : ""];
    });
    return mapped.length === 0 ? values : Object.fromEntries(mapped);
  };
}
