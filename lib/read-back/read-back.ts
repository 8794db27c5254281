import "server-only";
import type { z } from "zod";
import {
  mostReadBack,
  type ReadBack,
  type ReadBackProgress,
  type ReadBackRequest,
  type readBackRowsAnswer,
  type readBackRowsQuery,
  someReadBack,
} from "../api-contract/read-back";
import { hasEnded } from "../api-contract/status";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import { tell } from "../jobs/audit";
import { JobRefusal } from "../jobs/job-refusal";
import { rankFields } from "../jobs/lookup-fields";
import { readHeader, readRecords, type Values } from "../jobs/record-values";
import type { OpenConnectors } from "../open-connectors/open-connectors";
import type { FoundRecords } from "../open-connectors/record-search";
import type { Uploads } from "../uploads/uploads";
import { chooseRows, doneParts } from "./choose-rows";
import { differencesOf } from "./compare";
import { readSearchFact } from "./search-fact";
import { beginReadBack, keepSeen, nextRows, readReadBack, readSeenRows, type SeenRow } from "./store";

interface Parts {
  database: Database;
  uploads: Pick<Uploads, "pathOf">;
  openConnectors: Pick<OpenConnectors, "findRecords" | "operations">;
}
type Person = { id: string; name: string };
type Job = Awaited<ReturnType<typeof readJob>>;

/** Reads rows that are done back out of the connected system. Safe calls only: nothing there is changed. */
export interface ReadBacks {
  /** @throws JobRefusal 404; UpstreamError where what is documented cannot be read */
  about(jobId: string): Promise<ReadBack>;
  /**
   * Looks at the next rows; called again until none is left. Two that ask at once get one answer.
   * @throws JobRefusal, or UpstreamError when the system cannot be asked
   */
  step(jobId: string, request: ReadBackRequest, person: Person): Promise<ReadBackProgress>;
  /** Rows with a verdict, a hundred at a time. */
  rows(
    jobId: string,
    query: z.output<typeof readBackRowsQuery>,
  ): Promise<z.output<typeof readBackRowsAnswer>>;
}

/** Of one step, which is answered while a person looks on. The connection's own pace is kept besides. */
const valuesAtOnce = 100;
const costs = { calls: 150, records: 20_000 };
const sampled = 500;

export function createReadBacks(parts: Parts): ReadBacks {
  const { database } = parts;
  const underWay = new Map<string, Promise<ReadBackProgress>>();
  return {
    async about(jobId) {
      const job = await readJob(parts, jobId);
      const done = await doneParts(database, job.id);
      return {
        search: await readSearchFact(parts, { connectionId: job.connection_id, objectName: job.object_name }),
        rows: done.reduce((sum, part) => sum + part.done, 0),
        fields: await readFields(parts, job),
        progress: await readReadBack(database, job.id, job.compared),
      };
    },
    step(jobId, request, person) {
      const running = underWay.get(jobId);
      if (running) return running;
      const step = takeStep(parts, jobId, request, person).finally(() => underWay.delete(jobId));
      underWay.set(jobId, step);
      return step;
    },
    rows: (jobId, { verdict, cursor }) =>
      readSeenRows(database, jobId, { verdict, after: Number(cursor ?? 0) }),
  };
}

async function readJob({ database, uploads }: Parts, id: string) {
  const job = await database
    .selectFrom("jobs")
    .select(["id", "status", "connection_id", "connector_name", "object_name", "upload_id", "header_bytes"])
    .select("removed_at")
    .where("id", "=", storableText(id))
    .executeTakeFirst();
  if (!job) throw new JobRefusal(404, "not_found", "There is no import with this id.");
  if (!hasEnded(job.status))
    throw new JobRefusal(
      409,
      "not_ended",
      "This import has not ended. What it sent is looked at afterwards.",
    );
  const source = { path: uploads.pathOf(job.upload_id), headerBytes: job.header_bytes };
  const header = job.removed_at === null ? await readHeader(source).catch(whenGone) : whenGone(null);
  // What stands in a list inside a record is in no order that both sides know.
  return { ...job, source, header, compared: header.filter((field) => !field.includes("[")) };
}

function whenGone(error: unknown): never {
  if (error !== null && !(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  throw new JobRefusal(
    410,
    "file_gone",
    "The values of these rows are no longer kept: there is nothing to compare with.",
  );
}

/** What tells the rows apart, seen from the first ones that are done. */
async function readFields({ database }: Parts, { id, source, header }: Job): Promise<ReadBack["fields"]> {
  const [part] = await doneParts(database, id);
  if (!part) return [];
  const count = Math.min(sampled, part.last_row - part.first_row + 1);
  const rows = Array.from({ length: count }, (_, at) => part.first_row + at);
  return rankFields(header, [...(await readRecords(source, header, part, rows)).values()]);
}

async function takeStep(
  parts: Parts,
  jobId: string,
  request: ReadBackRequest,
  person: Person,
): Promise<ReadBackProgress> {
  const job = await readJob(parts, jobId);
  const before = await readReadBack(parts.database, job.id, job.compared);
  if (before === null || request.anew === true) await begin(parts, job, request, person);
  await lookAtNext(parts, job);
  const progress = await readReadBack(parts.database, job.id, job.compared);
  if (!progress) throw new JobRefusal(409, "moved_on", "What was seen was removed meanwhile.");
  return progress;
}

async function begin(
  parts: Parts,
  job: Job,
  { field, rows }: ReadBackRequest,
  person: Person,
): Promise<void> {
  const { database } = parts;
  if (!job.compared.includes(field))
    throw new JobRefusal(422, "field_unknown", `The file that was sent has no field ${field} to look by.`);
  const place = { connectionId: job.connection_id, objectName: job.object_name };
  const { works } = await readSearchFact(parts, place);
  if (works !== true)
    throw new JobRefusal(409, "no_search", "Nothing says that records can be asked for by a value here.");
  const values = new Map<number, string>();
  for (const { part, rows: chosen } of await chooseRows(
    database,
    job.id,
    rows === "some" ? someReadBack : mostReadBack,
  ))
    for (const [row, record] of await readRecords(job.source, job.header, part, chosen))
      values.set(row, record[field]?.trim() ?? "");
  if (values.size === 0) throw new JobRefusal(409, "nothing_done", "No row of this import is done.");
  const times = new Map<string, number>();
  for (const value of values.values()) times.set(value, (times.get(value) ?? 0) + 1);
  // One record cannot tell which of several rows it is, and without a value there is nothing to ask for.
  const known = (value: string) =>
    value === "" ? ("unchecked" as const) : (times.get(value) ?? 0) > 1 ? ("several" as const) : null;
  await database.transaction().execute(async (transaction) => {
    await beginReadBack(
      transaction,
      { jobId: job.id, field, byName: person.name },
      [...values].map(([row, value]) => ({ row, value, verdict: known(value) })),
    );
    await tell(
      transaction,
      { jobId: job.id, actorId: person.id },
      {
        kind: "read_back",
        detail: `${person.name} had ${values.size.toLocaleString("en-GB")} ${values.size === 1 ? "row" : "rows"} looked for in ${job.connector_name} by ${field}. That changes nothing there.`,
        evidence: { field, rows: values.size },
      },
    );
  });
}

async function lookAtNext(parts: Parts, job: Job): Promise<void> {
  const { database, openConnectors } = parts;
  const begun = await database
    .selectFrom("read_backs")
    .select(["field", "at"])
    .where("job_id", "=", job.id)
    .executeTakeFirst();
  const asked = await nextRows(database, job.id, valuesAtOnce);
  if (!begun || asked.length === 0) return;
  const query = {
    where: { field: begun.field, values: asked.map(({ value }) => value) },
    fields: job.compared,
  };
  const answer = await openConnectors.findRecords(job.connection_id, job.object_name, query, costs);
  const sent = await readSent(
    parts,
    job,
    asked.map(({ row }) => row),
  );
  const shown = job.compared.filter((field) =>
    answer.records.some(({ values }) => (values[field] ?? null) !== null),
  );
  const seen = asked.map(({ row, value }) =>
    judge(row, value, answer, sent.get(row) ?? {}, { shown, compared: job.compared }),
  );
  await database
    .transaction()
    .execute((transaction) => keepSeen(transaction, { jobId: job.id, startedAt: begun.at, shown }, seen));
}

async function readSent(
  { database }: Parts,
  job: Job,
  rows: readonly number[],
): Promise<Map<number, Values>> {
  const sent = new Map<number, Values>();
  for (const part of await doneParts(database, job.id)) {
    const mine = rows.filter((row) => row >= part.first_row && row <= part.last_row);
    if (mine.length === 0) continue;
    for (const [row, values] of await readRecords(job.source, job.header, part, mine)) sent.set(row, values);
  }
  return sent;
}

/** What was not seen counts as not there only where everything that can match was seen. */
function judge(
  row: number,
  value: string,
  answer: FoundRecords,
  sent: Values,
  { shown, compared }: { shown: readonly string[]; compared: readonly string[] },
): SeenRow {
  const records = answer.records.filter(({ by }) => by === value);
  const [only] = records;
  const nothing = { row, recordId: null, differences: [] };
  if (records.length > 1) return { ...nothing, verdict: "several" };
  if (only) {
    const differences = differencesOf(sent, only.values, compared);
    const isSame = !differences.some(({ field }) => shown.includes(field));
    return { row, recordId: only.id, differences, verdict: isSame ? "same" : "differs" };
  }
  const sawAll = answer.complete || answer.unchecked.length > 0;
  return { ...nothing, verdict: sawAll && !answer.unchecked.includes(value) ? "missing" : "unchecked" };
}
