import "server-only";
import { sql } from "kysely";
import type { Job } from "../api-contract/jobs";
import type { HoldKind } from "../api-contract/status";
import type { Database } from "../database/database";
import { controlsOf } from "./controls";
import type { BatchRow } from "./job-store";
import { addSpans, type Sample, spanOf } from "./measure";

interface Read {
  id: string;
  connection_id: string;
  status: Job["status"];
  hold: HoldKind | null;
  cancelled_at: Date | null;
  cancelled_by: string | null;
  batches: readonly BatchRow[];
}

const sizeOf = ({ first_row, last_row }: Pick<BatchRow, "first_row" | "last_row">) =>
  last_row - first_row + 1;

/** What holds a job, what a person may do with it, behind what it waits, and how long it takes. */
export async function readControls(
  database: Database,
  job: Read,
): Promise<Pick<Job, "can" | "cancelledBy" | "connectionHold" | "ahead" | "timeLeft">> {
  const hold = await readConnectionHold(database, job.connection_id);
  const isMoving = job.status === "queued" || job.status === "sending" || job.status === "running";
  const samples = isMoving ? await readSamples(database, job.connection_id) : [];
  return {
    can: controlsOf(job.batches, {
      hold: job.hold,
      isCancelled: job.cancelled_at !== null,
      isConnectionHeld: hold?.kind === "unauthorized",
    }),
    cancelledBy: job.cancelled_by,
    connectionHold: hold,
    ahead: isMoving && hold === null ? await readAhead(database, job, samples) : null,
    timeLeft: isMoving && job.hold === null ? timeLeft(job, samples) : null,
  };
}

async function readConnectionHold(database: Database, connectionId: string): Promise<Job["connectionHold"]> {
  const hold = await database
    .selectFrom("connection_holds")
    .select(["kind", "reason", "since", "until"])
    .where("connection_id", "=", connectionId)
    // A wait that is over is taken away by whoever sends next.
    .where(({ or, eb }) => or([eb("kind", "=", "unauthorized"), eb("until", ">", sql<Date>`now()`)]))
    .executeTakeFirst();
  if (!hold) return null;
  return { ...hold, since: hold.since.toISOString(), until: hold.until.toISOString() };
}

const mostSamples = 20;

/** What was measured last on a connection: parts that ended, and those that run. */
async function readSamples(
  database: Database,
  connectionId: string,
): Promise<(Sample & { jobId: string })[]> {
  const { rows } = await sql<{ job_id: string; records: number; ms: number }>`
    select job_id,
      case when status = 'running' then coalesce(processed, 0) else last_row - first_row + 1 end as records,
      (extract(epoch from case when status = 'running' then last_heard_at else ended_at end - started_at) * 1000)::float8 as ms
    from batches
    where connection_id = ${connectionId} and started_at is not null and status in ('running', 'completed')
    order by started_at desc limit ${mostSamples}`.execute(database);
  return rows.map(({ job_id, records, ms }) => ({ jobId: job_id, records, ms }));
}

/** The job's own parts speak first; before it has any, those of its connection. */
function samplesFor(jobId: string, samples: readonly (Sample & { jobId: string })[]): readonly Sample[] {
  const own = samples.filter((sample) => sample.jobId === jobId && sample.records > 0);
  return own.length > 0 ? own : samples;
}

const leftOf = (batch: BatchRow) =>
  batch.status === "running" ? Math.max(0, sizeOf(batch) - (batch.processed ?? 0)) : sizeOf(batch);

function timeLeft({ id, batches }: Read, samples: readonly (Sample & { jobId: string })[]): Job["timeLeft"] {
  const open = batches.filter(({ status }) =>
    ["planned", "intended", "started", "unknown", "running"].includes(status),
  );
  const records = open.reduce((sum, batch) => sum + leftOf(batch), 0);
  return spanOf(records, samplesFor(id, samples));
}

interface Before {
  job_id: string;
  number: number;
  records: number;
}

/** Parts of other jobs that go before the next part of this one: what is under way, then who has waited longer. */
async function readAhead(
  database: Database,
  job: Read,
  samples: readonly (Sample & { jobId: string })[],
): Promise<Job["ahead"]> {
  const next = job.batches.find(
    ({ status, next_action_at }) => status === "planned" && next_action_at !== null,
  );
  if (!next?.next_action_at || next.lease_owner !== null) return null;
  const { rows } = await sql<Before>`
    select b.job_id, j.number,
      b.last_row - b.first_row + 1 - case when b.status = 'running' then coalesce(b.processed, 0) else 0 end as records
    from batches b join jobs j on j.id = b.job_id
    where b.connection_id = ${job.connection_id} and b.next_action_at is not null and b.job_id <> ${job.id}
      and b.status in ('planned', 'intended', 'started', 'running', 'unknown')
      and (b.status <> 'planned' or b.next_action_at < ${next.next_action_at})
    order by b.status = 'planned', b.next_action_at, b.job_id`.execute(database);
  const [first] = rows;
  if (!first) return null;
  const wait = addSpans(rows.map((row) => spanOf(Math.max(0, row.records), samplesFor(row.job_id, samples))));
  return { job: { id: first.job_id, number: first.number }, others: rows.length - 1, wait };
}
