import "server-only";
import type { Database } from "../database/database";
import type { BulkJobListing } from "../open-connectors/bulk-jobs";
import { UpstreamError } from "../open-connectors/errors";
import type { AttemptRow } from "./attempts";
import type { Context } from "./context";
import { hintedJob } from "./hinted-job";
import { isTaken } from "./is-taken";
import type { BatchRow, JobFacts } from "./job-store";

/** A bulk job that could be the one, shown to a person and never adopted by the program. */
export interface Candidate {
  id: string;
  status: string | null;
  records: number | null;
  /** Milliseconds since 1970. */
  createdAt: number | null;
}

export type Search =
  | {
      kind: "found";
      bulkJobId: string;
      by: "listing" | "callback" | "answer" | "late answer";
      others: string[];
    }
  | { kind: "not_found"; candidates: Candidate[]; problem: string | null };

interface Lost {
  job: JobFacts;
  batch: BatchRow;
  attempt: AttemptRow;
}

/** Clocks differ: a job that seems to have begun a little before the attempt may still be its. */
const clockToleranceMs = 10 * 60_000;
const mostCandidates = 10;

/**
 * Looks for the bulk job of an attempt whose answer was lost. Only safe calls, and only proof counts: the attempt's id in
 * the upstream's own list, in a callback, or an answer that came after all.
 */
export async function search(context: Context, lost: Lost): Promise<Search> {
  const listing = await readListing(context, lost.job);
  const free = await withoutTaken(context.database, lost.batch, listing.items);
  const [first, ...others] = free.filter(({ text }) => text.includes(lost.attempt.id)).sort(byAge);
  if (first) return { kind: "found", bulkJobId: first.id, by: "listing", others: others.map(({ id }) => id) };
  const answered = await visibleAgain(context, lost);
  if (answered !== undefined) return { kind: "found", bulkJobId: answered, by: "answer", others: [] };
  const late = idIn(lost.attempt.evidence.late);
  if (late !== undefined && !(await isTaken(context.database, lost.batch, late)))
    return { kind: "found", bulkJobId: late, by: "late answer", others: [] };
  const hinted = await hintedJob(context, lost, listing.items);
  if (hinted !== undefined) return { kind: "found", bulkJobId: hinted, by: "callback", others: [] };
  return {
    kind: "not_found",
    candidates: candidatesFor(lost, free),
    problem: listing.problem,
  };
}

async function readListing({ openConnectors }: Context, job: JobFacts) {
  try {
    return { items: await openConnectors.bulkJobs(job.connection_id, job.object_name), problem: null };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return { items: [], problem: error.message };
  }
}

const byAge = (a: BulkJobListing, b: BulkJobListing) => (a.createdAt ?? 0) - (b.createdAt ?? 0);

/** The bulk job an answer named that is kept as evidence. */
function idIn(kept: unknown): string | undefined {
  if (typeof kept !== "object" || kept === null || !("answer" in kept)) return undefined;
  const { answer } = kept;
  if (typeof answer !== "object" || answer === null || !("bulkJobId" in answer)) return undefined;
  return String(answer.bulkJobId);
}

/** The job as which the upload was taken, once the upstream knows it: it did not right after its answer. */
async function visibleAgain(
  { database, openConnectors }: Context,
  { batch, attempt }: Lost,
): Promise<string | undefined> {
  const id = idIn(attempt.evidence);
  if (id === undefined || (await isTaken(database, batch, id))) return undefined;
  try {
    await openConnectors.bulkStatus(batch.connection_id, id);
    return id;
  } catch (error) {
    if (error instanceof UpstreamError) return undefined;
    throw error;
  }
}

/** A job that is another part's is nobody's candidate. */
async function withoutTaken(
  database: Database,
  batch: BatchRow,
  items: BulkJobListing[],
): Promise<BulkJobListing[]> {
  if (items.length === 0) return items;
  const taken = await database
    .selectFrom("batches")
    .select("bulk_job_id")
    .where("connection_id", "=", batch.connection_id)
    .where(
      "bulk_job_id",
      "in",
      items.map(({ id }) => id),
    )
    .execute();
  const ids = new Set(taken.map(({ bulk_job_id }) => bulk_job_id));
  return items.filter(({ id }) => !ids.has(id));
}

/** By object, time and count: one with more records than were sent is another's. Those with as many come first. */
function candidatesFor({ job, batch, attempt }: Lost, items: BulkJobListing[]): Candidate[] {
  const sent = batch.last_row - batch.first_row + 1;
  const since = (attempt.started_at ?? attempt.created_at).getTime() - clockToleranceMs;
  return items
    .filter(({ objectName }) => objectName === null || objectName === job.object_name)
    .filter(({ createdAt }) => createdAt === null || createdAt >= since)
    .filter(({ records }) => records === null || records <= sent)
    .sort((a, b) => Number(b.records === sent) - Number(a.records === sent) || byAge(a, b))
    .slice(0, mostCandidates)
    .map(({ id, upstreamStatus, records, createdAt }) => ({
      id,
      status: upstreamStatus,
      records,
      createdAt,
    }));
}
