import "server-only";
import { type Expression, type RawBuilder, type SqlBool, sql } from "kysely";
import type { z } from "zod";
import { type jobFacetsAnswer, type jobsCounts, type jobsQuery, mostCounted } from "../api-contract/jobs";
import type { JobStatus } from "../api-contract/status";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";

export const underWay = ["queued", "sending", "running", "paused", "cancelling"] as const;
const failed = ["completed_with_failures", "stopped", "rejected"] as const;

type Query = z.output<typeof jobsQuery>;

const statusesShown: Readonly<Record<Query["show"], readonly JobStatus[] | null>> = {
  all: null,
  mine: null,
  running: underWay,
  needs_you: null,
  failed,
  open: null,
};

/**
 * The condition a query puts on jobs, its page included; what it searches for is a condition of its own.
 * @param searched as `searching` gives it
 */
export function narrowing(
  query: Query,
  person: { id: string },
  searched: RawBuilder<SqlBool> | null = null,
): Expression<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [sql`true`];
  if (query.cursor !== undefined) {
    const before = Number(query.cursor);
    const at = Number.isSafeInteger(before) ? before : 0;
    // What waits longest comes first there.
    conditions.push(query.show === "open" ? sql`number > ${at}` : sql`number < ${at}`);
  }
  const shown = statusesShown[query.show];
  if (shown !== null) conditions.push(sql`status in (${sql.join(shown)})`);
  if (query.show === "needs_you") conditions.push(sql`needs_person`);
  if (query.show === "open") conditions.push(sql`open_rows > 0`);
  if (query.show === "mine") conditions.push(sql`created_by_id = ${person.id}`);
  if (query.status !== undefined) conditions.push(sql`status = ${query.status}`);
  if (query.connection !== undefined) conditions.push(sql`connection_id = ${storableText(query.connection)}`);
  if (query.object !== undefined) conditions.push(sql`object_name = ${storableText(query.object)}`);
  if (query.person !== undefined) conditions.push(sql`created_by_id = ${storableText(query.person)}`);
  if (query.from !== undefined) conditions.push(sql`created_at >= ${new Date(query.from)}`);
  if (query.before !== undefined) conditions.push(madeBefore(new Date(query.before)));
  if (searched !== null) conditions.push(searched);
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

/** Numbers grow with time, give or take jobs made at one moment: the pages begin where that moment was, not at the newest. */
function madeBefore(moment: Date): RawBuilder<SqlBool> {
  return sql<SqlBool>`created_at < ${moment} and number <= coalesce((select max(number) from (
    select number from jobs where created_at < ${moment} order by created_at desc limit 100) latest), 0)`;
}

/** One search, to be asked of jobs in two ways. */
export interface Searching {
  /** Of jobs that are looked at one by one. */
  oneByOne: RawBuilder<SqlBool>;
  /** Of all, by the index of words. */
  byIndex: RawBuilder<SqlBool>;
}

/** Beginnings of words of the file's name, the import's number, or an id written out. */
export async function searching(database: Database, search: string): Promise<Searching> {
  const text = storableText(search);
  const ids = await idsOf(database, text);
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const frequent = words.length > 1 ? await frequentWords(database) : [];
  const orId = (byName: RawBuilder<SqlBool>): RawBuilder<SqlBool> => {
    if (ids.length === 0) return words.length === 0 ? sql`false` : byName;
    const byId = sql<SqlBool>`id in (${sql.join(ids)})`;
    return words.length === 0 ? byId : sql`(${byName} or ${byId})`;
  };
  return { oneByOne: orId(namedOneByOne(words)), byIndex: orId(namedByIndex(words, frequent)) };
}

// The index is of the column as it is, so this condition is none of its own: a few thousand names are looked at in less
// time than it collects all that have a frequent word.
const namedOneByOne = (words: readonly string[]) => sql<SqlBool>`strip(file_words) @@ ${beginnings(words)}`;

/**
 * Names in which a word begins with each of these. The index is asked for the rare ones alone, and the names they lead to
 * are looked at for the others.
 * @param frequent words of very many names, in lower case
 */
function namedByIndex(words: readonly string[], frequent: readonly string[]): RawBuilder<SqlBool> {
  const isFrequent = (word: string) => frequent.some((known) => known.startsWith(word.toLowerCase()));
  const rare = words.filter((word) => !isFrequent(word));
  const asked = rare.length === 0 ? words : rare;
  const byIndex = sql<SqlBool>`file_words @@ ${beginnings(asked)}`;
  return asked.length === words.length ? byIndex : sql`(${byIndex} and ${namedOneByOne(words)})`;
}

const beginnings = (words: readonly string[]) =>
  sql`to_tsquery('simple', ${words.map((word) => `${word}:*`).join(" & ")})`;

/** A page of names with a word of this share is found among the newest five thousand or so. */
const frequentShare = 0.01;

/** Words that so many names have, as PostgreSQL knows of the column (its manual, pg_stats: most_common_elems). */
async function frequentWords(database: Database): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select word from pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) as common (word, share)
      where schemaname = current_schema() and tablename = 'jobs' and attname = 'file_words'
        and word is not null and share > ${frequentShare}`.execute(database);
  return rows.map(({ word }) => word);
}

/** Jobs that have this number, this id, or a part with this id in Open Connectors. */
async function idsOf(database: Database, search: string): Promise<string[]> {
  const number = /^(?:import\s*)?#?(\d{1,15})$/i.exec(search)?.[1] ?? null;
  const { rows } = await sql<{ id: string }>`
    select id from jobs where id = ${search}
    union select id from jobs where number = ${number}::bigint
    union select job_id from (select job_id from batches where bulk_job_id = ${search} limit 50) parts`.execute(
    database,
  );
  return rows.map(({ id }) => id);
}

/** Numbers have no gaps and jobs are never removed, so the counter is the count of all. */
export async function countJobs(database: Database): Promise<z.output<typeof jobsCounts>> {
  const jobs = database.selectFrom("jobs").select("id").limit(mostCounted);
  const count = async (some: typeof jobs) => {
    const answer = await database
      .selectFrom(some.as("some"))
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    return answer.count;
  };
  const [all, running, needing, failing, open] = await Promise.all([
    database.selectFrom("counters").select("value").where("name", "=", "jobs").executeTakeFirstOrThrow(),
    count(jobs.where("status", "in", underWay)),
    count(jobs.where("needs_person", "=", true)),
    count(jobs.where("status", "in", failed)),
    count(jobs.where("open_rows", ">", 0)),
  ]);
  return { all: all.value, running, needsYou: needing, failed: failing, open };
}

const mostFacets = 200;

/**
 * What jobs were made for and by whom. Each value is found by one step in an index from the value before, so a million
 * jobs cost as many steps as there are values.
 */
export async function readFacets(database: Database): Promise<z.output<typeof jobFacetsAnswer>> {
  const [connections, objects, people] = await Promise.all([
    distinct(database, "connection_id", "connection_name"),
    distinct(database, "object_name", "object_name"),
    distinct(database, "created_by_id", "created_by_name"),
  ]);
  return { connections, objects: objects.map(({ id }) => id), people };
}

/** The values of a column, with the name the newest job with each has. PostgreSQL wiki, "Loose indexscan". */
async function distinct(
  database: Database,
  column: "connection_id" | "object_name" | "created_by_id",
  nameColumn: "connection_name" | "object_name" | "created_by_name",
): Promise<{ id: string; name: string }[]> {
  const value = sql.ref(column);
  const { rows } = await sql<{ id: string; name: string }>`
    with recursive steps as (
      (select ${value} as id from jobs order by ${value} limit 1)
      union all
      select (select ${value} from jobs where ${value} > steps.id order by ${value} limit 1)
        from steps where steps.id is not null
    )
    select id, (select ${sql.ref(nameColumn)} from jobs where ${value} = steps.id order by number desc limit 1) as name
      from steps where id is not null limit ${mostFacets}`.execute(database);
  return rows.toSorted((a, b) => a.name.localeCompare(b.name));
}
