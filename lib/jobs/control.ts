import "server-only";
import { sql } from "kysely";
import type { Control } from "../api-contract/controls";
import { type HoldKind, hasEnded } from "../api-contract/status";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import { tell } from "./audit";
import type { Context } from "./context";
import { controlsOf } from "./controls";
import {
  type BatchSeen,
  dropPlanned,
  type LockedJob,
  lockJob,
  projectJob,
  seeBatches,
  setHold,
} from "./job-projection";
import { now } from "./job-store";
import { counted, partOf, sentences } from "./words";

/** Why a job was not paused, brought on or ended. Nothing was changed. */
export class ControlError extends Error {
  override readonly name = "ControlError";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export interface Person {
  id: string;
  name: string;
}

/** What a person asks for. `hold` is the number of the hold they saw: an answer to an earlier one is refused. */
export interface Asked {
  control: Control;
  hold?: number | undefined;
  /** In the person's own words, for the audit trail. */
  reason?: string | undefined;
}

interface Deed {
  transaction: Database;
  job: LockedJob;
  batches: BatchSeen[];
  person: Person;
  reason: string | null;
}

/**
 * Does what a person asks of a job. Asking again for what is so already changes nothing; what no longer fits how the job
 * stands is refused.
 * @throws ControlError 404 for an unknown job, 409 when it has moved on
 */
export async function controlJob(
  { database }: Pick<Context, "database">,
  jobId: string,
  asked: Asked,
  person: Person,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const job = await lockJob(transaction, storableText(jobId));
    if (!job) throw new ControlError(404, "not_found", "There is no import with this id.");
    if (isSoAlready(job, asked)) return;
    const batches = await seeBatches(transaction, job.id);
    if (asked.hold !== undefined && asked.hold !== job.holdNumber)
      throw new ControlError(
        409,
        "moved_on",
        "Since you looked, something else has happened to this import. Look again.",
      );
    if (!controlsOf(batches, job).includes(asked.control)) throw refusal(asked.control, job, batches);
    const reason = asked.reason?.trim() ? storableText(asked.reason.trim()) : null;
    await deeds[asked.control]({ transaction, job, batches, person, reason });
  });
}

/** Whether it was done before: by the same person pressing twice, or by another one. */
function isSoAlready(job: LockedJob, { control, hold }: Asked): boolean {
  if (control === "cancel") return job.isCancelled;
  if (control === "pause") return job.hold === "paused";
  return control === "resume" && hold === job.holdNumber && job.hold === null && !job.isConnectionHeld;
}

function refusal(control: Control, job: LockedJob, batches: readonly BatchSeen[]): ControlError {
  if (job.isCancelled)
    return conflict("cancelled", "This import was cancelled. What was not sent is not sent any more.");
  if (!batches.some(({ status }) => status === "planned"))
    return hasEnded(job.status)
      ? conflict("ended", "This import has ended: nothing of it is left to be sent.")
      : conflict(
          "nothing_left",
          "Every part of this import has been sent: nothing is left to hold or to drop.",
        );
  if (job.hold !== null)
    return conflict("held", "This import is held already. Go on with it, or drop the rest.");
  return conflict(
    "not_held",
    `This import is not held: it goes on. ${control === "drop" ? "Cancel it instead." : ""}`.trim(),
  );
}

const conflict = (code: string, message: string) => new ControlError(409, code, message);

const deeds: Record<Control, (deed: Deed) => Promise<void>> = { pause, resume, drop, cancel };

const unsent = (batches: readonly BatchSeen[]) =>
  batches.reduce(
    (sum, { status, firstRow, lastRow }) => sum + (status === "planned" ? lastRow - firstRow + 1 : 0),
    0,
  );

/** The part on its way, in words: "part 2 of 3 (1,000 rows)". */
function partUnderWay(batches: readonly BatchSeen[]): string | null {
  const part = batches.find(({ status }) => ["intended", "started", "unknown", "running"].includes(status));
  return part
    ? partOf({ index: part.index, first_row: part.firstRow, last_row: part.lastRow }, batches.length)
    : null;
}

async function pause({ transaction, job, batches, person, reason }: Deed): Promise<void> {
  const part = partUnderWay(batches);
  await setHold(transaction, job.id, "paused", person.name);
  await projectJob(transaction, job.id, { ...job, hold: "paused" });
  await tell(
    transaction,
    { jobId: job.id, actorId: person.id },
    {
      kind: "paused",
      detail: sentences(
        `${person.name} paused it`,
        part === null ? null : `${part} goes on to its end`,
        `${counted(unsent(batches), "row")} wait`,
        reason,
      ),
    },
  );
}

async function resume({ transaction, job, batches, person, reason }: Deed): Promise<void> {
  // Where only the connection is in the way, it is asked at once whether it works again.
  if (job.isConnectionHeld) await askConnectionNow(transaction, job.id);
  if (job.hold !== null) await setHold(transaction, job.id, null);
  await projectJob(transaction, job.id, { ...job, hold: null }, job.hold === null ? undefined : null);
  await tell(
    transaction,
    { jobId: job.id, actorId: person.id },
    {
      kind: "resumed",
      detail: sentences(
        job.hold === null
          ? `${person.name} had the connection looked at again`
          : `${person.name} let it go on with ${counted(unsent(batches), "row")}`,
        reason,
      ),
      evidence: { hold: job.hold, holdNumber: job.holdNumber },
    },
  );
}

async function askConnectionNow(transaction: Database, jobId: string): Promise<void> {
  const { connection_id: id } = await transaction
    .selectFrom("jobs")
    .select("connection_id")
    .where("id", "=", jobId)
    .executeTakeFirstOrThrow();
  await transaction
    .updateTable("connection_holds")
    .set({ until: now })
    .where("connection_id", "=", id)
    .execute();
  await transaction
    .updateTable("batches")
    .set({ next_action_at: now })
    .where("connection_id", "=", id)
    .where("status", "=", "planned")
    .where("next_action_at", "is not", null)
    .execute();
}

/** Holds that stopped nothing by themselves: whoever drops the rest then is the one who ends the job. */
const byPerson: readonly (HoldKind | null)[] = ["paused", "first_part"];

/** Why it was held stays on its page. */
async function drop({ transaction, job, batches, person, reason }: Deed): Promise<void> {
  const isCancelled = byPerson.includes(job.hold);
  if (isCancelled) await markCancelled(transaction, job.id, person);
  await dropPlanned(transaction, job.id, person.id);
  await setHold(transaction, job.id, null);
  await projectJob(transaction, job.id, { ...job, hold: null, isCancelled });
  await tell(
    transaction,
    { jobId: job.id, actorId: person.id },
    {
      kind: "dropped",
      detail: sentences(
        `${person.name} dropped the rest: ${counted(unsent(batches), "row")} not tried`,
        reason,
      ),
      evidence: { hold: job.hold, holdNumber: job.holdNumber },
    },
  );
}

async function markCancelled(transaction: Database, jobId: string, person: Person): Promise<void> {
  await transaction
    .updateTable("jobs")
    .set({ cancelled_at: now, cancelled_by: person.name })
    .where("id", "=", jobId)
    .execute();
}

async function cancel({ transaction, job, batches, person, reason }: Deed): Promise<void> {
  const part = partUnderWay(batches);
  await markCancelled(transaction, job.id, person);
  await dropPlanned(transaction, job.id, person.id);
  if (job.hold !== null) await setHold(transaction, job.id, null);
  await projectJob(transaction, job.id, { ...job, hold: null, isCancelled: true });
  // Whoever follows the part asks the upstream to stop it, now.
  await transaction
    .updateTable("batches")
    .set({ next_action_at: now, tries: 0, hints: sql<number>`hints + 1` })
    .where("job_id", "=", job.id)
    .where("status", "=", "running")
    .execute();
  const left = unsent(batches);
  await tell(
    transaction,
    { jobId: job.id, actorId: person.id },
    {
      kind: "cancel_asked",
      detail: sentences(
        `${person.name} cancelled it`,
        left > 0 ? `${counted(left, "row")} not tried` : null,
        part === null ? null : `Open Connectors is asked to stop ${part} where it can; what is created stays`,
        reason,
      ),
    },
  );
}
