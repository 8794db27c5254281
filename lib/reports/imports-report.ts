import "server-only";
import { type Selectable, sql } from "kysely";
import type { FamilyMember } from "../api-contract/family";
import {
  type Ages,
  type ImportsReport,
  type ImportsReportQuery,
  mostReported,
  type ReportedImport,
  type ReportedRows,
} from "../api-contract/reports";
import type { Database } from "../database/database";
import type { JobsTable } from "../database/job-tables";
import { storableText } from "../database/storable";
import { openOf } from "../family";
import { JobRefusal } from "../jobs/job-refusal";
import { readFamilies } from "../jobs/read-family";

type Reported = Pick<
  Selectable<JobsTable>,
  | "id"
  | "number"
  | "status"
  | "created_at"
  | "created_by_name"
  | "connection_id"
  | "connection_name"
  | "company"
  | "environment"
  | "object_name"
  | "file_name"
  | "root_job_id"
  | "waived"
> & { layout: string | null };

/**
 * All imports of a period by connection and layout, each with where its rows are now.
 * @throws JobRefusal 422 `period_too_long` when there are more than `mostReported`
 */
export async function readImportsReport(
  database: Database,
  query: ImportsReportQuery,
): Promise<ImportsReport> {
  return database
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (transaction) => {
      const jobs = await readJobs(transaction, query);
      if (jobs.length > mostReported)
        throw new JobRefusal(
          422,
          "period_too_long",
          `There are more than ${mostReported.toLocaleString("en-GB")} imports in this period. Choose a shorter one, or one connection.`,
        );
      const lines = await toLines(transaction, jobs);
      const settledAges = await readSettledAges(transaction, jobs);
      const now = await readNow(transaction);
      return {
        from: new Date(query.from).toISOString(),
        before: new Date(query.before).toISOString(),
        at: now.toISOString(),
        numbers: await readNumbers(transaction, query),
        groups: toGroups(jobs, lines, settledAges, now),
      };
    });
}

function inPeriod(database: Database, { from, before }: ImportsReportQuery) {
  return database
    .selectFrom("jobs")
    .where("created_at", ">=", new Date(from))
    .where("created_at", "<", new Date(before));
}

function readJobs(database: Database, query: ImportsReportQuery): Promise<Reported[]> {
  const { connection } = query;
  return inPeriod(database, query)
    .$if(connection !== undefined, (jobs) => jobs.where("connection_id", "=", storableText(connection ?? "")))
    .select([
      ...(["id", "number", "status", "created_at", "created_by_name", "connection_id"] as const),
      ...(["connection_name", "company", "environment", "object_name", "file_name"] as const),
      ...(["root_job_id", "waived"] as const),
      sql<string | null>`mapping #>> '{layout,name}'`.as("layout"),
    ])
    .orderBy("number")
    .limit(mostReported + 1)
    .execute();
}

async function readNumbers(database: Database, query: ImportsReportQuery): Promise<ImportsReport["numbers"]> {
  const { first, last, imports } = await inPeriod(database, query)
    .select(({ fn }) => [
      fn.min("number").as("first"),
      fn.max("number").as("last"),
      fn.countAll<number>().as("imports"),
    ])
    .executeTakeFirstOrThrow();
  return imports === 0 ? null : { first, last, imports };
}

async function readNow(database: Database): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(database);
  return rows[0]?.now ?? new Date(0);
}

async function toLines(database: Database, jobs: readonly Reported[]): Promise<Map<string, ReportedImport>> {
  const families = await readFamilies(database, jobs);
  return new Map(
    jobs.flatMap((job): [string, ReportedImport][] => {
      const family = families.get(job.id);
      const member = family?.imports.find(({ id }) => id === job.id);
      if (!family || !member) return [];
      const corrects = job.root_job_id === null ? null : family.root.number;
      return [[job.id, { ...factsOf(job), corrects, ...rowsOf(member, job) }]];
    }),
  );
}

const factsOf = (job: Reported) => ({
  id: job.id,
  number: job.number,
  status: job.status,
  at: job.created_at.toISOString(),
  by: job.created_by_name,
  objectName: job.object_name,
  fileName: job.file_name,
});

function rowsOf({ rows, sentAgain, places }: FamilyMember, { waived }: Reported): ReportedRows {
  return {
    rowsIn: rows,
    accepted: places.succeeded,
    open: openOf(places),
    settled: places.settled,
    excluded: places.excluded,
    sentAgain,
    underWay: places.underWay + places.toSend,
    waived: (waived ?? []).reduce((sum, one) => sum + one.rows, 0),
  };
}

const noAges: Ages = { upTo7: 0, upTo30: 0, over30: 0 };
const dayMs = 86_400_000;
const ageOf = (ms: number): keyof Ages =>
  ms <= 7 * dayMs ? "upTo7" : ms <= 30 * dayMs ? "upTo30" : "over30";

/** Settled rows of each job, by how long they had been open. */
async function readSettledAges(database: Database, jobs: readonly Reported[]): Promise<Map<string, Ages>> {
  if (jobs.length === 0) return new Map();
  const settled = await database
    .selectFrom("settled_rows as r")
    .innerJoin("settlements as s", "s.id", "r.settlement_id")
    .innerJoin("jobs as j", "j.id", "r.job_id")
    .where(
      "r.job_id",
      "in",
      jobs.map(({ id }) => id),
    )
    .where("s.undone_at", "is", null)
    .select(({ fn }) => ["r.job_id", "s.at", "j.created_at", fn.countAll<number>().as("rows")])
    .groupBy(["r.job_id", "s.at", "j.created_at"])
    .execute();
  const ages = new Map<string, Ages>();
  for (const { job_id, at, created_at, rows } of settled) {
    const before = ages.get(job_id) ?? noAges;
    const age = ageOf(at.getTime() - created_at.getTime());
    ages.set(job_id, { ...before, [age]: before[age] + rows });
  }
  return ages;
}

function toGroups(
  jobs: readonly Reported[],
  lines: ReadonlyMap<string, ReportedImport>,
  settledAges: ReadonlyMap<string, Ages>,
  now: Date,
): ImportsReport["groups"] {
  const groups = new Map<string, { newest: Reported; members: Reported[] }>();
  for (const job of jobs) {
    const name = JSON.stringify([job.connection_id, job.layout]);
    const members = groups.get(name)?.members ?? [];
    members.push(job);
    groups.set(name, { newest: job, members });
  }
  return [...groups.values()]
    .map(({ newest, members }) => {
      const imports = members.flatMap(({ id }) => lines.get(id) ?? []);
      return {
        connectionId: newest.connection_id,
        connectionName: newest.connection_name,
        company: newest.company,
        environment: newest.environment,
        layout: newest.layout,
        imports,
        totals: sumRows(imports),
        openByAge: sumAges(
          imports.map(({ at, open }) => ({ ...noAges, [ageOf(now.getTime() - Date.parse(at))]: open })),
        ),
        settledByAge: sumAges(members.map(({ id }) => settledAges.get(id) ?? noAges)),
      };
    })
    .sort((a, b) => a.connectionName.localeCompare(b.connectionName) || compareLayouts(a.layout, b.layout));
}

/** What was mapped without a layout stands last. */
const compareLayouts = (a: string | null, b: string | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a.localeCompare(b);

function sumAges(ages: readonly Ages[]): Ages {
  const sum = (of: keyof Ages) => ages.reduce((total, one) => total + one[of], 0);
  return { upTo7: sum("upTo7"), upTo30: sum("upTo30"), over30: sum("over30") };
}

/** One line under the others: every column added up. */
export function sumRows(imports: readonly ReportedRows[]): ReportedRows {
  const sum = (of: (rows: ReportedRows) => number) => imports.reduce((total, rows) => total + of(rows), 0);
  return {
    rowsIn: sum((rows) => rows.rowsIn),
    accepted: sum((rows) => rows.accepted),
    open: sum((rows) => rows.open),
    settled: sum((rows) => rows.settled),
    excluded: sum((rows) => rows.excluded),
    sentAgain: sum((rows) => rows.sentAgain),
    underWay: sum((rows) => rows.underWay),
    waived: sum((rows) => rows.waived),
  };
}
