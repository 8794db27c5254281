import "server-only";
import type { FamilyRows, LeftOutcome } from "../api-contract/family";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import { JobRefusal } from "./job-refusal";
import { opennessOf } from "./row-openness";
import { counted } from "./words";

/** A row of an import of a family that somebody does something with. */
export interface FamilyRow {
  jobId: string;
  held: boolean;
  row: number;
  outcome: LeftOutcome;
}

/** The imports of a family, locked until the commit, so that nobody else takes its rows meanwhile. */
export interface LockedFamily {
  rootId: string;
  /** By number. */
  jobs: Map<number, { id: string; connectionId: string; objectName: string; upstreamUrl: string }>;
}

/** Nobody has more rows to name. */
const mostRows = 10_000_000;

/** The root of a family, whichever of its imports is named. */
export async function rootOf(database: Database, jobId: string): Promise<string> {
  const job = await database
    .selectFrom("jobs")
    .select(["id", "root_job_id"])
    .where("id", "=", storableText(jobId))
    .executeTakeFirst();
  if (!job) throw new JobRefusal(404, "not_found", "There is no import with this id.");
  return job.root_job_id ?? job.id;
}

/** Always the first import, then the others by their numbers, so that two who want rows of it wait for each other. */
export async function lockFamily(transaction: Database, jobId: string): Promise<LockedFamily> {
  const rootId = await rootOf(transaction, jobId);
  const columns = ["id", "number", "connection_id", "object_name", "upstream_url"] as const;
  const root = await transaction
    .selectFrom("jobs")
    .select(columns)
    .where("id", "=", rootId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  const others = await transaction
    .selectFrom("jobs")
    .select(columns)
    .where("root_job_id", "=", rootId)
    .orderBy("number")
    .forNoKeyUpdate()
    .execute();
  const jobs = [root, ...others].map(
    ({ id, number, connection_id, object_name, upstream_url }) =>
      [
        number,
        { id, connectionId: connection_id, objectName: object_name, upstreamUrl: upstream_url },
      ] as const,
  );
  return { rootId, jobs: new Map(jobs) };
}

/**
 * The rows somebody names, in the order in which they are named, each open at this moment.
 * @param isMeant rows that may be in the system already are meant too
 * @throws JobRefusal in words, when one is not a row of the family, is named twice or is not open; nothing was changed
 */
export async function takeOpenRows(
  transaction: Database,
  family: LockedFamily,
  named: FamilyRows,
  isMeant: boolean,
): Promise<FamilyRow[]> {
  const rows = expand(family, named);
  const open = await openOnes(transaction, rows);
  const taken = rows.flatMap((row) => {
    const found = open.get(keyOf(row))?.get(row.row);
    return found ? [{ ...row, ...found }] : [];
  });
  const closed = rows.length - taken.length;
  if (closed > 0)
    throw new JobRefusal(
      409,
      "rows_not_open",
      `${counted(closed, "row")} of ${counted(rows.length, "row")} ${closed === 1 ? "is" : "are"} not open any more: done, under way, settled, or in another import already. Nothing was sent; look at the import's page again.`,
    );
  const doubtful = taken.filter(({ inDoubt }) => inDoubt).length;
  if (doubtful > 0 && !isMeant)
    throw new JobRefusal(
      409,
      "rows_in_doubt",
      `${counted(doubtful, "row")} may be in the system already and would then exist twice. Look for them first, or confirm that this is meant.`,
    );
  return taken.map(({ jobId, held, row, outcome }) => ({ jobId, held, row, outcome }));
}

type Named = Omit<FamilyRow, "outcome">;
const keyOf = ({ jobId, held }: Named) => `${jobId} ${held}`;

function expand(family: LockedFamily, named: FamilyRows): Named[] {
  const rows: Named[] = [];
  const seen = new Map<string, Set<number>>();
  for (const { job, held, rows: runs } of named) {
    const jobId = family.jobs.get(job)?.id;
    if (jobId === undefined)
      throw new JobRefusal(
        409,
        "rows_of_another",
        `Import ${job} does not belong to this import and its corrections. Nothing was sent. Start a new import for rows that are not from here.`,
      );
    const group = seen.get(keyOf({ jobId, held, row: 0 })) ?? new Set<number>();
    seen.set(keyOf({ jobId, held, row: 0 }), group);
    for (const run of runs) {
      const [first, last] = typeof run === "number" ? [run, run] : run;
      if (last - first > mostRows || rows.length > mostRows)
        throw new JobRefusal(422, "too_many_rows", "That is more rows than any import has.");
      for (let row = first; row <= last; row += 1) {
        if (group.has(row)) throw namedTwice(job, row);
        group.add(row);
        rows.push({ jobId, held, row });
      }
    }
  }
  return rows;
}

const namedTwice = (job: number, row: number) =>
  new JobRefusal(
    422,
    "row_named_twice",
    `Row ${row} of import ${job} is named twice. A row is sent once. Nothing was sent.`,
  );

async function openOnes(transaction: Database, rows: readonly Named[]) {
  const groups = new Map<string, Named[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  const open = new Map<string, Awaited<ReturnType<typeof opennessOf>>>();
  for (const [key, members] of groups) {
    const [first] = members;
    const numbers = members.map(({ row }) => row).sort((a, b) => a - b);
    if (first) open.set(key, await opennessOf(transaction, first, numbers));
  }
  return open;
}

/** How many of the rows each import loses, by what had become of them. */
export function countByOutcome(rows: readonly FamilyRow[]): Map<string, Map<LeftOutcome, number>> {
  const counts = new Map<string, Map<LeftOutcome, number>>();
  for (const { jobId, outcome } of rows) {
    const job = counts.get(jobId) ?? new Map<LeftOutcome, number>();
    counts.set(jobId, job);
    job.set(outcome, (job.get(outcome) ?? 0) + 1);
  }
  return counts;
}
