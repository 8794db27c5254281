import "server-only";
import type { FamilyRows } from "../api-contract/family";
import type { RowsFileName, RowsFileQuery } from "../api-contract/rows-file";
import { rowKeyColumns, writeRowKey } from "../csv/row-key";
import { writeRecord } from "../csv/write-csv";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import { TextWorkbookWriter } from "../workbook/write-workbook";
import type { Context } from "./context";
import { rootOf } from "./family-rows";
import { toRuns } from "./file-rows";
import { JobRefusal } from "./job-refusal";
import { readHeader } from "./record-values";
import {
  type ChosenState,
  type RowState,
  type StreamedJob,
  type StreamedRow,
  streamHeld,
  streamSent,
} from "./row-stream";

/** A file of rows as it is made: its bytes come while the rows are read. */
export interface RowsFile {
  name: string;
  type: string;
  bytes: AsyncGenerator<Uint8Array>;
}

interface Wish {
  states: readonly ChosenState[];
  /** Of the whole family, or of this import alone. */
  ofFamily: boolean;
  /** Only rows that are in no later import and not settled. */
  openOnly: boolean;
}

const fixable = ["failed", "kept_back", "not_tried"] as const;
const everything = [
  ...["succeeded", "failed", "unknown", "not_tried", "kept_back", "excluded", "under_way", "to_send"],
] as RowState[];

const wishes: Readonly<Record<Exclude<RowsFileName, "sent">, Wish>> = {
  open: { states: fixable, ofFamily: true, openOnly: true },
  failed: { states: ["failed"], ofFamily: false, openOnly: false },
  succeeded: { states: ["succeeded"], ofFamily: false, openOnly: false },
  "not-tried": { states: ["not_tried"], ofFamily: false, openOnly: false },
  "not-confirmed": { states: ["unknown"], ofFamily: false, openOnly: false },
  "kept-back": { states: ["kept_back"], ofFamily: false, openOnly: false },
  excluded: { states: ["excluded"], ofFamily: false, openOnly: false },
  report: { states: everything, ofFamily: true, openOnly: false },
};

const stateWords: Readonly<Record<RowState, string>> = {
  succeeded: "done",
  failed: "failed",
  unknown: "not confirmed",
  not_tried: "not tried",
  kept_back: "kept back",
  excluded: "excluded",
  under_way: "with the system",
  to_send: "to be sent",
};

const rowsAtOnce = 500;

/**
 * Rows of an import as a file: a key that names each, its row in the operator's file, what became of it and why, then its
 * values by field. However many there are, a page of them is held at a time.
 * @returns undefined for a job that is not known
 */
export async function rowsFile(
  context: Context,
  jobId: string,
  name: Exclude<RowsFileName, "sent">,
  query: RowsFileQuery,
): Promise<RowsFile | undefined> {
  const { database } = context;
  const wish = wishes[name];
  const asked = await readJob(database, jobId);
  if (!asked) return undefined;
  const jobs = wish.ofFamily ? await readFamilyJobs(database, asked.id) : [asked];
  const header = await unionHeader(context, jobs).catch(whenGone);
  const states = new Set<ChosenState>(query.outcomes ?? wish.states);
  const streams = jobs.map((job) => rowsOf(context, job, states, query.reason));
  const rows = wishedRows(merged(streams.flat()), wish);
  const lines = linesOf(rows, header, jobs.length > 1);
  const heading = [...rowKeyColumns, ...header];
  const isWorkbook = query.format === "xlsx";
  return {
    name: `import-${jobs[0]?.number ?? asked.number}-${name}.${query.format}`,
    type: isWorkbook
      ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
      : "text/csv; charset=utf-8",
    bytes: isWorkbook ? workbook(heading, lines) : csv(heading, lines),
  };
}

/** The open rows of a family with some outcomes, of failed ones with one reason. @throws JobRefusal */
export async function openRowsLike(
  context: Pick<Context, "database" | "uploads">,
  jobId: string,
  { outcomes, reason }: { outcomes: readonly RowState[]; reason?: number | undefined },
): Promise<FamilyRows> {
  const found = new Map<string, { job: number; held: boolean; rows: number[] }>();
  const states = new Set(outcomes);
  for (const job of await readFamilyJobs(context.database, jobId))
    for (const stream of rowsOf(context, job, states, reason))
      for await (const { held, row, gone } of stream) {
        if (gone !== null) continue;
        const key = `${job.number} ${held}`;
        const group = found.get(key) ?? { job: job.number, held, rows: [] };
        found.set(key, group);
        group.rows.push(row);
      }
  return [...found.values()].map(({ rows, ...group }) => ({ ...group, rows: toRuns(rows) }));
}

const columns = ["id", "number", "upload_id", "header_bytes", "file_rows", "mapping", "message"] as const;

const readJob = (database: Database, id: string): Promise<StreamedJob | undefined> =>
  database.selectFrom("jobs").select(columns).where("id", "=", storableText(id)).executeTakeFirst();

async function readFamilyJobs(database: Database, id: string): Promise<StreamedJob[]> {
  const rootId = await rootOf(database, id);
  return database
    .selectFrom("jobs")
    .select(columns)
    .where(({ or, eb }) => or([eb("id", "=", rootId), eb("root_job_id", "=", rootId)]))
    .orderBy("number")
    .execute();
}

/** Fields that were sent, those of the first import first. */
async function unionHeader({ uploads }: Context, jobs: readonly StreamedJob[]): Promise<string[]> {
  const fields = new Set<string>();
  for (const { upload_id, header_bytes } of jobs)
    for (const field of await readHeader({ path: uploads.pathOf(upload_id), headerBytes: header_bytes }))
      fields.add(field);
  return [...fields];
}

/** What was sent is kept for a stated time. @throws JobRefusal 410 `file_gone` for a file that is not there */
export function whenGone(error: unknown): never {
  throw error instanceof Error && "code" in error && error.code === "ENOENT" ? rowsGone() : error;
}

/** The values of an import's rows are not kept any more. */
export const rowsGone = (): JobRefusal =>
  new JobRefusal(
    410,
    "file_gone",
    "The values of these rows are no longer kept. What became of each of them still is.",
  );

function rowsOf(
  context: Pick<Context, "database" | "uploads">,
  job: StreamedJob,
  states: ReadonlySet<ChosenState>,
  reasonId: number | undefined,
): AsyncGenerator<StreamedRow>[] {
  const held = (["kept_back", "excluded"] as const).filter(
    (kind) => states.has(kind) && reasonId === undefined,
  );
  return [
    streamSent(context, job, { states, reasonId }),
    ...held.map((kind) => streamHeld(context.database, job, kind)),
  ];
}

/** Rows of several streams in the order of the file, as far as each stream is in it. */
async function* merged(streams: readonly AsyncGenerator<StreamedRow>[]): AsyncGenerator<StreamedRow> {
  const heads: { stream: AsyncGenerator<StreamedRow>; row: StreamedRow }[] = [];
  const advance = async (stream: AsyncGenerator<StreamedRow>) => {
    const { done, value } = await stream.next();
    if (!done) heads.push({ stream, row: value });
  };
  try {
    for (const stream of streams) await advance(stream);
    for (;;) {
      let first = 0;
      for (const [at, { row }] of heads.entries())
        if (row.fileRow < (heads[first]?.row.fileRow ?? 0)) first = at;
      const head = heads[first];
      if (head === undefined) return;
      yield head.row;
      const { done, value } = await head.stream.next();
      if (done) heads.splice(first, 1);
      else head.row = value;
    }
  } finally {
    for (const stream of streams) await stream.return(undefined);
  }
}

async function* wishedRows(
  rows: AsyncGenerator<StreamedRow>,
  { openOnly, ofFamily }: Wish,
): AsyncGenerator<StreamedRow> {
  for await (const row of rows) {
    if (openOnly && row.gone !== null) continue;
    // Of a family each row is told where it is now, once.
    if (ofFamily && row.gone?.kind === "sent_again") continue;
    yield row;
  }
}

/** @param isFamily whether it has to be said which import a row is in */
async function* linesOf(
  rows: AsyncGenerator<StreamedRow>,
  header: readonly string[],
  isFamily: boolean,
): AsyncGenerator<string[][]> {
  let lines: string[][] = [];
  for await (const row of rows) {
    const cells = header.map((field) => row.values[field] ?? "");
    lines.push([writeRowKey(row), String(row.fileRow), wordsFor(row, isFamily), row.reason ?? "", ...cells]);
    if (lines.length < rowsAtOnce) continue;
    yield lines;
    lines = [];
  }
  yield lines;
}

function wordsFor({ state, gone, job }: StreamedRow, isFamily: boolean): string {
  const words = isFamily ? `${stateWords[state]}, import ${job}` : stateWords[state];
  if (gone === null) return words;
  if (gone.kind === "sent_again") return `${words}, sent again in import ${gone.number}`;
  const how = gone.how === "elsewhere" ? "entered elsewhere" : "not needed";
  return `${words}, settled: ${how}. ${gone.note}`;
}

/** Values as they are, also those a spreadsheet takes for formulas. A byte-order mark tells it that this is UTF-8. */
async function* csv(
  heading: readonly string[],
  lines: AsyncGenerator<string[][]>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(`\ufeff${writeRecord(heading)}`);
  for await (const some of lines) if (some.length > 0) yield encoder.encode(some.map(writeRecord).join(""));
}

async function* workbook(
  heading: readonly string[],
  lines: AsyncGenerator<string[][]>,
): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const writer = new TextWorkbookWriter("Rows", heading, (bytes) => ready.push(bytes));
  for await (const some of lines) {
    await writer.write(some);
    yield* ready.splice(0);
  }
  await writer.end();
  yield* ready.splice(0);
}
