import "server-only";
import type { Decision } from "../api-contract/decisions";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import { violates } from "../database/violates";
import { type AttemptRow, lastAttempt, updateAttempt } from "./attempts";
import { tell } from "./audit";
import { checkArrival } from "./check-arrival";
import type { Context } from "./context";
import type { Person } from "./control";
import { lockJob } from "./job-projection";
import { JobRefusal } from "./job-refusal";
import {
  amendBatch,
  type BatchRow,
  inMs,
  type JobFacts,
  type Move,
  moveBatch,
  now,
  readJobFacts,
} from "./job-store";
import { takeLookup } from "./take-lookup";
import { partOf, sentence, sentences } from "./words";

/** What a decision is about: the part, and the attempt nobody knows the fate of. */
interface Question {
  job: JobFacts;
  batch: BatchRow;
  attempt: AttemptRow;
}

interface Way {
  move: Move;
  attemptStatus: AttemptRow["status"];
  /** Whether the attempt is looked for on, to raise an alarm when it turns up. */
  lookOn: boolean;
}

/**
 * Leads a part out of its question by what a person decided. The first decision counts; whoever comes later is told.
 * @throws JobRefusal, or UpstreamError when a bulk job that was named cannot be looked at
 */
export async function decide(
  context: Context,
  person: Person,
  of: { jobId: string; index: number },
  decision: Decision,
): Promise<void> {
  const { database } = context;
  if (decision.choice === "take_lookup" && (await takeForEnded(context, person, of, decision))) return;
  if (decision.choice === "arrived") await checkArrival(context, of, decision.bulkJobId);
  try {
    await database.transaction().execute(async (transaction) => {
      const question = await lockQuestion(transaction, of, decision.attempt);
      const way = await wayOut(context, transaction, question, person, decision);
      await moveBatch(transaction, question.batch, way.move);
      const { choice, reason } = decision;
      const decided = { choice, reason: storableText(reason), by: person.name };
      await updateAttempt(transaction, question.attempt.id, way.attemptStatus, { decided });
      if (way.lookOn)
        await transaction
          .updateTable("attempts")
          .set({ next_look_at: inMs(context.pace.laterLookMs.first) })
          .where("id", "=", question.attempt.id)
          .execute();
    });
  } catch (error) {
    if (violates(error, "one_batch_per_bulk_job"))
      throw new JobRefusal(409, "bulk_job_taken", "This bulk job belongs to another part.");
    throw error;
  }
}

/** Takes the batch away from whoever looks for it at this moment: its fence is higher afterwards. */
async function lockQuestion(
  transaction: Database,
  { jobId, index }: { jobId: string; index: number },
  attemptNumber: number,
): Promise<Question> {
  const id = storableText(jobId);
  const known = await lockJob(transaction, id);
  if (!known) throw new JobRefusal(404, "not_found", "There is no import with this id.");
  const batch = await transaction
    .updateTable("batches")
    .set(({ eb }) => ({ fence: eb("fence", "+", 1), lease_owner: null, lease_until: null }))
    .where("job_id", "=", id)
    .where("index", "=", index)
    .where("status", "=", "needs_decision")
    .returningAll()
    .executeTakeFirst();
  const attempt = batch && (await lastAttempt(transaction, batch));
  if (!attempt || attempt.number !== attemptNumber)
    throw await decidedAlready(transaction, { jobId: id, index });
  return { job: await readJobFacts(transaction, id), batch, attempt };
}

const decisionKinds = [
  "decided_send_again",
  "decided_arrived",
  "decided_take_lookup",
  "decided_drop",
] as const;
const kindOf = (choice: Decision["choice"]) => `decided_${choice}` as const;

async function decidedAlready(
  database: Database,
  { jobId, index }: { jobId: string; index: number },
): Promise<JobRefusal> {
  const last = await database
    .selectFrom("audit_events")
    .select(["detail", "at"])
    .where("job_id", "=", jobId)
    .where("batch_index", "=", index)
    .where("kind", "in", [...decisionKinds, "adopted"])
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return new JobRefusal(
    409,
    "decided_already",
    sentences("There is nothing to decide here any more", last?.detail ?? null, "Nothing was changed by you"),
    jobId,
  );
}

async function wayOut(
  context: Context,
  transaction: Database,
  question: Question,
  person: Person,
  decision: Decision,
): Promise<Way> {
  switch (decision.choice) {
    case "send_again":
      return sendAgain(question, person, decision);
    case "arrived":
      return arrived(context, question, person, decision);
    case "take_lookup":
      return takeWhatWasFound(transaction, question, person, decision);
    case "drop":
      return drop(question, person, decision);
  }
}

const told = (question: Question, person: Person, decision: Decision, what: string): Move["told"] => ({
  kind: kindOf(decision.choice),
  detail: sentences(`${person.name}: ${what}`, `The reason given: ${decision.reason}`),
  evidence: { ...decision, attemptId: question.attempt.id, attemptEvidence: question.attempt.evidence },
});

function sendAgain(question: Question, person: Person, decision: Decision): Way {
  const { job, batch } = question;
  if (job.cancelled_at !== null)
    throw new JobRefusal(409, "cancelled", "This import was cancelled: nothing more of it is sent.");
  const what = sentence(`send ${partOf(batch, job.parts)} again`);
  return {
    attemptStatus: "settled",
    lookOn: true,
    move: {
      event: { kind: "send_again" },
      changes: { tries: 0, message: null, trouble: null, trouble_since: null },
      nextMs: 0,
      told: told(question, person, decision, what),
      actorId: person.id,
      jobMessage: null,
    },
  };
}

function arrived(
  { pace }: Context,
  question: Question,
  person: Person,
  decision: Extract<Decision, { choice: "arrived" }>,
): Way {
  const { job, batch, attempt } = question;
  const { bulkJobId } = decision;
  return {
    attemptStatus: "accepted",
    lookOn: false,
    move: {
      event: { kind: "find", bulkJobId },
      changes: {
        tries: 0,
        trouble: null,
        trouble_since: null,
        message: null,
        started_at: attempt.started_at ?? now,
        progress_at: now,
      },
      nextMs: pace.followMs.shortest,
      told: told(question, person, decision, `${partOf(batch, job.parts)} arrived as job ${bulkJobId}`),
      actorId: person.id,
      jobMessage: null,
    },
  };
}

function drop(question: Question, person: Person, decision: Decision): Way {
  const { job, batch } = question;
  const message = sentences(
    `${person.name} left ${partOf(batch, job.parts)} not confirmed`,
    "Whether these rows arrived is not known",
  );
  const what = sentence(`leave ${partOf(batch, job.parts)} not confirmed`);
  return {
    attemptStatus: "settled",
    lookOn: true,
    move: {
      event: { kind: "decide" },
      changes: { other_records: "unknown", message, ended_at: now },
      nextMs: null,
      told: told(question, person, decision, what),
      actorId: person.id,
      jobMessage: message,
    },
  };
}

async function takeWhatWasFound(
  transaction: Database,
  question: Question,
  person: Person,
  decision: Decision,
): Promise<Way> {
  const { changes, message, knowsAll } = await takeLookup(transaction, question);
  return {
    attemptStatus: "settled",
    lookOn: true,
    move: {
      event: { kind: "decide" },
      changes: { ...changes, message, ended_at: now },
      knowsAll,
      nextMs: null,
      told: told(question, person, decision, message),
      actorId: person.id,
      jobMessage: knowsAll ? null : message,
    },
  };
}

/**
 * Rows of a part that has ended and that nobody knows the fate of: what was found of them is known from now on. The part
 * stays as it ended.
 * @returns false when the part has not ended
 */
async function takeForEnded(
  { database }: Context,
  person: Person,
  { jobId, index }: { jobId: string; index: number },
  decision: Decision,
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const id = storableText(jobId);
    const locked = await lockJob(transaction, id);
    const batch = await transaction
      .selectFrom("batches")
      .selectAll()
      .where("job_id", "=", id)
      .where("index", "=", index)
      .where("other_records", "=", "unknown")
      .forUpdate()
      .executeTakeFirst();
    if (!locked || !batch) return false;
    const job = await readJobFacts(transaction, id);
    const { changes, message } = await takeLookup(transaction, { job, batch });
    await amendBatch(transaction, locked, index, changes);
    await tell(
      transaction,
      { jobId: id, batchIndex: index, actorId: person.id },
      {
        kind: kindOf(decision.choice),
        detail: sentences(`${person.name}: ${message}`, `The reason given: ${decision.reason}`),
        evidence: { ...decision },
      },
    );
    return true;
  });
}
