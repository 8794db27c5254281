import "server-only";
import { sql } from "kysely";
import type { Span } from "../api-contract/controls";
import type { Job } from "../api-contract/jobs";
import type { HoldKind } from "../api-contract/status";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import { standsInTheWay } from "./claim";
import { controlsOf } from "./controls";
import type { BatchRow } from "./job-store";
import { addSpans, rateOf, type Sample, spanOf } from "./measure";
import { defaultPace } from "./pace";

/** A job whose time is measured. */
interface Timed {
  id: string;
  connection_id: string;
  object_name: string;
  status: Job["status"];
  hold: HoldKind | null;
  batches: readonly BatchRow[];
}

interface Read extends Timed {
  cancelled_at: Date | null;
  cancelled_by: string | null;
}

/** A part that was measured, and whose it was. */
interface Measured extends Sample {
  jobId: string;
  objectName: string;
}

const sizeOf = ({ first_row, last_row }: Pick<BatchRow, "first_row" | "last_row">) =>
  last_row - first_row + 1;

/** What holds a job, what a person may do with it, behind what it waits, and how long it takes. */
export async function readControls(
  database: Database,
  job: Read,
): Promise<Pick<Job, "can" | "cancelledBy" | "connectionHold" | "ahead" | "timeLeft" | "rate">> {
  const hold = await readConnectionHold(database, job.connection_id);
  const samples = isMoving(job) ? await readSamples(database, job.connection_id) : [];
  return {
    can: controlsOf(job.batches, {
      hold: job.hold,
      isCancelled: job.cancelled_at !== null,
      isConnectionHeld: hold?.kind === "unauthorized",
    }),
    cancelledBy: job.cancelled_by,
    connectionHold: hold,
    ahead: isMoving(job) && hold === null ? await readAhead(database, job, samples) : null,
    timeLeft: timeLeft(job, samples),
    rate: isMoving(job) ? rateOf(samples.filter(({ jobId }) => jobId === job.id)) : null,
  };
}

/** How long a job still takes, as far as anything was measured; `null` for one that does not move. */
export async function readTimeLeft(database: Database, job: Timed): Promise<Job["timeLeft"]> {
  return isMoving(job) ? timeLeft(job, await readSamples(database, job.connection_id)) : null;
}

/** How long so many records will take on a connection, as what was sent there went; `null`: nothing was measured. */
export async function readExpectedSpan(
  database: Database,
  of: { connectionId: string; objectName: string; records: number },
): Promise<Span | null> {
  const samples = await readSamples(database, storableText(of.connectionId));
  return spanOf(of.records, samplesFor({ id: "", objectName: of.objectName }, samples));
}

const isMoving = ({ status }: Pick<Timed, "status">) =>
  status === "queued" || status === "sending" || status === "running";

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

const mostSamples = 100;
/** What was long ago says less. */
const mostOfOne = 20;

/** What was measured last on a connection, newest first: parts that ended, and those that run. */
async function readSamples(database: Database, connectionId: string): Promise<Measured[]> {
  const { rows } = await sql<{ job_id: string; object_name: string; records: number; ms: number }>`
    select b.job_id, j.object_name,
      case when b.status = 'running' then coalesce(b.processed, 0) else b.last_row - b.first_row + 1 end as records,
      (extract(epoch from case when b.status = 'running' then b.last_heard_at else b.ended_at end - b.started_at) * 1000)::float8 as ms
    from batches b join jobs j on j.id = b.job_id
    where b.connection_id = ${connectionId} and b.started_at is not null and b.status in ('running', 'completed')
    order by b.started_at desc limit ${mostSamples}`.execute(database);
  return rows.map(({ job_id, object_name, records, ms }) => ({
    ...{ jobId: job_id, objectName: object_name, records, ms },
  }));
}

/** The job's own parts speak first; before it has any, those of its object; else those of its connection. */
function samplesFor(
  job: { id: string; objectName: string },
  samples: readonly Measured[],
): readonly Sample[] {
  const measured = samples.filter(({ records }) => records > 0);
  const own = measured.filter(({ jobId }) => jobId === job.id);
  const alike = measured.filter(({ objectName }) => objectName === job.objectName);
  return [own, alike, measured].find(({ length }) => length > 0)?.slice(0, mostOfOne) ?? [];
}

const leftOf = (batch: BatchRow) =>
  batch.status === "running" ? Math.max(0, sizeOf(batch) - (batch.processed ?? 0)) : sizeOf(batch);

function timeLeft(job: Timed, samples: readonly Measured[]): Job["timeLeft"] {
  const { id, object_name: objectName, batches, hold } = job;
  if (!isMoving(job) || hold !== null) return null;
  const open = batches.filter(({ status }) =>
    ["planned", "intended", "started", "unknown", "running"].includes(status),
  );
  const records = open.reduce((sum, batch) => sum + leftOf(batch), 0);
  return spanOf(records, samplesFor({ id, objectName }, samples));
}

interface Before {
  job_id: string;
  object_name: string;
  number: number;
  records: number;
}

/** Parts of other jobs that go before the next part of this one: what is under way, then who has waited longer. */
async function readAhead(database: Database, job: Read, samples: readonly Measured[]): Promise<Job["ahead"]> {
  const next = job.batches.find(
    ({ status, next_action_at }) => status === "planned" && next_action_at !== null,
  );
  if (!next?.next_action_at || next.lease_owner !== null) return null;
  const { rows } = await sql<Before>`
    select b.job_id, j.object_name, j.number,
      b.last_row - b.first_row + 1 - case when b.status = 'running' then coalesce(b.processed, 0) else 0 end as records
    from batches b join jobs j on j.id = b.job_id
    where b.connection_id = ${job.connection_id} and b.next_action_at is not null and b.job_id <> ${job.id}
      and (${standsInTheWay("b", defaultPace.stuckMs)}
        or (b.status = 'planned' and b.next_action_at < ${next.next_action_at}))
    order by b.status = 'planned', b.next_action_at, b.job_id`.execute(database);
  const [first] = rows;
  if (!first) return null;
  const wait = addSpans(
    rows.map(({ job_id: id, object_name: objectName, records }) =>
      spanOf(Math.max(0, records), samplesFor({ id, objectName }, samples)),
    ),
  );
  return { job: { id: first.job_id, number: first.number }, others: rows.length - 1, wait };
}
