import "server-only";
import { sql } from "kysely";
import { z } from "zod";
import { candidateSchema, sampleSchema } from "../api-contract/decisions";
import { storableJson } from "../database/storable";
import { type AttemptRow, lastAttempt, updateAttempt } from "./attempts";
import { tell } from "./audit";
import { begunElsewhere } from "./begun-elsewhere";
import type { Context } from "./context";
import { inTime } from "./in-time";
import { type BatchRow, type JobFacts, moveBatch, now, putBack, readJobFacts } from "./job-store";
import { withLease } from "./lease";
import type { Pace } from "./pace";
import { noProofSince } from "./probed";
import { sampleRows } from "./sample-rows";
import { type Search, search } from "./search";
import { counted, partOf, sentence, sentences } from "./words";

interface Lost {
  job: JobFacts;
  batch: BatchRow;
  attempt: AttemptRow;
  /** Since the answer was lost. */
  ageMs: number;
}

/**
 * Looks for a batch that may have arrived. Found: it is followed like any other. Not found in a minute: a person is
 * asked, and looking goes on behind the question. It is never sent again by the program.
 */
export async function look(context: Context, batch: BatchRow): Promise<void> {
  const { database, pace } = context;
  const [job, attempt] = await Promise.all([
    readJobFacts(database, batch.job_id),
    lastAttempt(database, batch),
  ]);
  if (!attempt)
    throw new Error(`batch ${batch.index} of job ${batch.job_id} is looked for without an attempt`);
  const lost: Lost = { job, batch, attempt, ageMs: attempt.age_ms };
  const isAsked = batch.status === "needs_decision";
  const elsewhere = begunElsewhere(context, job);
  if (elsewhere !== undefined) return waitForHome(context, lost, isAsked, elsewhere);
  const begun = performance.now();
  const result = await withLease(context, batch, () => searchInTime(context, lost, isAsked));
  if (result?.kind === "found") return adopt(context, lost, result);
  if (result !== undefined) await noteLook(context, lost, result, isAsked);
  const hopeless = isAsked ? null : await noProofSince(database, batch.connection_id);
  const soon = hopeless ? "ask" : nextLook(pace, lost, performance.now() - begun);
  const nextMs = isAsked ? laterLook(pace, lost) : soon;
  if (nextMs === "ask") return ask(context, lost, result ?? lastLook(attempt), undefined, hopeless);
  await putBack(database, batch, {
    changes: { tries: batch.tries + 1 },
    nextMs,
    ...(isAsked ? { jobMessage: batch.message } : {}),
  });
}

/** Where nothing can be looked for, a person is asked at once; looking goes on when the address is the first one again. */
async function waitForHome(context: Context, lost: Lost, isAsked: boolean, elsewhere: string): Promise<void> {
  const { batch, attempt } = lost;
  if (!isAsked) return ask(context, lost, lastLook(attempt), elsewhere);
  await putBack(context.database, batch, {
    nextMs: laterLook(context.pace, lost),
    jobMessage: sentences(elsewhere, batch.message),
  });
}

/** The last look before the question; what remains of the time is its time limit. */
const lastLookAt = ({ askAfterMs }: Pace) => askAfterMs - finalLookMs(askAfterMs);
const finalLookMs = (askAfterMs: number) => askAfterMs / 12;

/** A call that hangs must not keep the question from being asked in time. */
async function searchInTime(context: Context, lost: Lost, isAsked: boolean): Promise<Search | undefined> {
  if (isAsked) return search(context, lost);
  const { askAfterMs } = context.pace;
  const patienceMs = Math.max(finalLookMs(askAfterMs), askAfterMs - lost.ageMs);
  return inTime(search(context, lost), patienceMs);
}

/** @returns milliseconds until the next look */
function nextLook(pace: Pace, { ageMs }: Lost, tookMs: number): number | "ask" {
  const last = lastLookAt(pace);
  const age = ageMs + tookMs;
  const next = [...pace.looksMs, last].find((at) => at > age);
  return ageMs >= last || next === undefined ? "ask" : next - age;
}

/** @returns milliseconds until the next look; `null`: it is given up */
function laterLook({ laterLookMs }: Pace, { batch, ageMs }: Lost): number | null {
  if (ageMs > laterLookMs.until) return null;
  return Math.min(laterLookMs.longest, laterLookMs.first * 2 ** Math.min(batch.tries, 20));
}

type NotFound = Extract<Search, { kind: "not_found" }>;

/** Kept for the person who is asked. The rows themselves are looked for once, behind the question, so that it never waits. */
async function noteLook(
  context: Context,
  { batch, attempt }: Lost,
  result: NotFound,
  isAsked: boolean,
): Promise<void> {
  const isFirst = isAsked && batch.tries === 0;
  const sample = isFirst ? await sampleRows(context, batch) : sampleOf(attempt);
  const lastLook = { ...result, at: new Date().toISOString(), sample };
  await context.database
    .updateTable("attempts")
    .set({ evidence: sql<string>`evidence || ${storableJson({ lastLook })}::jsonb` })
    .where("id", "=", attempt.id)
    .where("status", "=", "unknown")
    .execute();
}

const sampleOf = ({ evidence }: AttemptRow) =>
  z.object({ sample: sampleSchema }).safeParse(evidence.lastLook).data?.sample ?? null;

function lastLook({ evidence }: AttemptRow): NotFound | undefined {
  const read = notFoundSchema.safeParse(evidence.lastLook);
  return read.success ? { kind: "not_found", ...read.data } : undefined;
}

const notFoundSchema = z.object({
  candidates: z.array(candidateSchema),
  problem: z.string().nullable(),
});

async function adopt(
  { database, pace, log }: Context,
  { job, batch, attempt }: Lost,
  found: Extract<Search, { kind: "found" }>,
): Promise<void> {
  const { bulkJobId, others } = found;
  const part = partOf(batch, job.parts);
  await database.transaction().execute(async (transaction) => {
    await moveBatch(transaction, batch, {
      event: { kind: "find", bulkJobId },
      changes: {
        tries: 0,
        trouble_since: null,
        message: null,
        started_at: sql<Date>`coalesce(${attempt.started_at}, now())`,
        progress_at: now,
        last_heard_at: now,
      },
      nextMs: pace.followMs.shortest,
      told: {
        kind: "adopted",
        detail: sentence(`${part} did arrive: found as job ${bulkJobId}`),
        evidence: { attemptId: attempt.id, ...found },
      },
      jobMessage: null,
    });
    await updateAttempt(transaction, attempt.id, "accepted", { answer: found });
    if (others.length === 0) return;
    await tell(
      transaction,
      { jobId: job.id, batchIndex: batch.index },
      {
        kind: "possible_duplicate",
        detail: sentences(
          `Open Connectors lists ${counted(others.length, "more job")} with the same mark: ${others.join(", ")}`,
          `The rows of ${part} may exist more than once. Look in ${job.connector_name}`,
        ),
        evidence: { bulkJobId, others },
      },
    );
  });
  if (others.length > 0) log.error({ jobId: job.id, bulkJobId, others }, "possible duplicate upstream");
}

/** @param elsewhere why it cannot be looked for at all */
async function ask(
  context: Context,
  lost: Lost,
  known: NotFound | undefined,
  elsewhere?: string,
  hopeless: Date | null = null,
): Promise<void> {
  const { job, batch, attempt } = lost;
  const { database, pace } = context;
  const message = sentences(
    `Whether ${partOf(batch, job.parts)} arrived is not known`,
    elsewhere === undefined
      ? whatWasSeen(known)
      : "Hubload could not look for it, because it was started with another Open Connectors address",
    hopeless === null
      ? null
      : `The probe of ${day.format(hopeless)} found that this service shows no mark of ours and calls nobody back`,
    "Hubload does not send it again by itself, because each row could then exist twice",
  );
  await database.transaction().execute((transaction) =>
    moveBatch(transaction, batch, {
      event: { kind: "ask" },
      changes: { tries: 0, message },
      nextMs: pace.laterLookMs.first,
      told: {
        kind: "needs_decision",
        detail: message,
        evidence: { attemptId: attempt.id, ...attempt.evidence, candidates: known?.candidates ?? [] },
      },
      jobMessage: sentences(elsewhere ?? null, message),
    }),
  );
}

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });

function whatWasSeen(known: NotFound | undefined): string {
  if (!known) return "Open Connectors did not show its list of jobs in time";
  if (known.problem !== null) return `Open Connectors did not show its list of jobs: ${known.problem}`;
  const { candidates } = known;
  if (candidates.length === 0) return "Open Connectors lists no job that could be it";
  const ids = candidates.map(({ id }) => id).join(", ");
  return `Open Connectors lists no job with its mark, and ${counted(candidates.length, "job")} without one that could be it: ${ids}`;
}
