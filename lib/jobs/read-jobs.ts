import "server-only";
import { type SqlBool, sql } from "kysely";
import type { z } from "zod";
import type { JobSummary, jobsAnswer, jobsCounts, jobsQuery } from "../api-contract/jobs";
import type { Database } from "../database/database";
import { summaryColumns, toSummaries } from "./job-summaries";
import { countJobs, narrowing, type Searching, searching, underWay } from "./narrow-jobs";

const pageSize = 50;
/** So many jobs change in two seconds at the most; the others are told with the next reading. */
const mostChanges = 200;
/** Events that are told once more: so young, and so many at the most. */
const lateMs = 15_000;
const mostLate = 1_000;

export interface JobChanges {
  /** Id of the newest audit event. */
  last: number;
  jobs: JobSummary[];
  counts: z.output<typeof jobsCounts>;
}

type Query = z.output<typeof jobsQuery>;

/** Newest first, those with open rows oldest first, 50 a page. The cursor is the number of the last job shown. */
export async function listJobs(
  database: Database,
  query: Query,
  person: { id: string },
): Promise<z.output<typeof jobsAnswer>> {
  const rows = await pageOf(database, query, person);
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    jobs: await toSummaries(database, shown),
    next: rows.length > pageSize && last ? String(last.number) : null,
    counts: await countJobs(database),
  };
}

/**
 * The first of those that are shown: of those that run the newest that nobody has to bring on, of the others those that
 * wait longest. Open rows of one that still runs are nobody's yet.
 */
export async function readFirstJobs(
  database: Database,
  show: "running" | "needs_you" | "open",
  most: number,
): Promise<JobSummary[]> {
  const rows = await database
    .selectFrom("jobs")
    .select(summaryColumns)
    .where(narrowing({ show }, { id: "" }))
    .where((where) => (show === "running" ? where("needs_person", "=", false) : sql<SqlBool>`true`))
    .where((where) => (show === "open" ? where("ended_at", "is not", null) : sql<SqlBool>`true`))
    .orderBy("number", show === "running" ? "desc" : "asc")
    .limit(most)
    .execute();
  return toSummaries(database, rows);
}

/** A search looks through so many of the newest jobs first. */
const nearby = 5_000;

/**
 * One more than a page. Words that are in many names fill it from the newest jobs; words that are not are looked up in
 * their index. PostgreSQL cannot tell the two apart from the beginning of a word, so it is not asked to choose.
 */
async function pageOf(database: Database, query: Query, person: { id: string }) {
  const { search, cursor, show } = query;
  const found = search === undefined ? null : await searching(database, search);
  const page = (searched: Searching[keyof Searching] | null) =>
    database
      .selectFrom("jobs")
      .select(summaryColumns)
      .where(narrowing(query, person, searched))
      .limit(pageSize + 1);
  if (show === "open")
    return page(found?.byIndex ?? null)
      .orderBy("number")
      .execute();
  if (found === null) return page(null).orderBy("number", "desc").execute();
  const newest = await database
    .selectFrom("counters")
    .select("value")
    .where("name", "=", "jobs")
    .executeTakeFirst();
  const from = Math.min(Number(cursor ?? Number.POSITIVE_INFINITY), newest?.value ?? 0) - nearby;
  const near = await page(found.oneByOne)
    .where("number", ">", Number.isFinite(from) ? from : 0)
    .orderBy("number", "desc")
    .execute();
  if (near.length > pageSize || from <= 0) return near;
  return page(found.byIndex).orderBy(sql`number + 0`, "desc").execute();
}

/**
 * What changed after an audit event, and what is on the way whatever was written of it: its counts move between events.
 * Events of the last seconds are always among it: one that was written before another may be seen after it, and a page has
 * read what it shows some time before it is told of changes.
 *
 * @param since id of the last event that is known; `null`: nothing is
 */
export async function readChanges(database: Database, since: number | null): Promise<JobChanges> {
  const newest = await database
    .selectFrom("audit_events")
    .select("id")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  const last = newest?.id ?? 0;
  const changed = await database
    .selectFrom("audit_events")
    .select("job_id")
    .distinct()
    .where("id", ">", Math.min(since ?? last, last - mostLate))
    .where(({ or, eb }) =>
      or([
        eb("id", ">", since ?? last),
        eb("at", ">", sql<Date>`now() - ${lateMs} * interval '1 millisecond'`),
      ]),
    )
    .where("job_id", "is not", null)
    .limit(mostChanges)
    .execute();
  const ids = changed.flatMap(({ job_id }) => job_id ?? []);
  if (ids.length > 0) ids.push(...(await rootsOf(database, ids)));
  const rows = await database
    .selectFrom("jobs")
    .select(summaryColumns)
    .where((where) =>
      ids.length === 0
        ? where("status", "in", underWay)
        : where.or([where("status", "in", underWay), where("id", "in", ids)]),
    )
    .orderBy("number", "desc")
    .limit(mostChanges)
    .execute();
  return { last, jobs: await toSummaries(database, rows), counts: await countJobs(database) };
}

/** What changes in a correction changes what its family shows. */
async function rootsOf(database: Database, ids: readonly string[]): Promise<string[]> {
  const rows = await database
    .selectFrom("jobs")
    .select("root_job_id")
    .distinct()
    .where("id", "in", ids)
    .where("root_job_id", "is not", null)
    .execute();
  return rows.flatMap(({ root_job_id }) => root_job_id ?? []);
}
