import "server-only";
import { randomBytes } from "node:crypto";
import { type Selectable, sql } from "kysely";
import type { Database } from "../database/database";
import type { AttemptsTable } from "../database/job-tables";
import { storableJson } from "../database/storable";
import type { BatchRow } from "./job-store";

export type AttemptRow = Selectable<AttemptsTable>;

/** Unguessable: whoever knows it may hint that the attempt's job has ended. */
export const newAttemptId = (): string => randomBytes(32).toString("base64url");

/** Whether what the upstream says carries the mark of an attempt that is not `id`. */
export async function namesOtherAttempt(database: Database, id: string, text: string): Promise<boolean> {
  const marks = marksIn(text).filter((mark) => mark !== id);
  if (marks.length === 0) return false;
  const known = await database
    .selectFrom("attempts")
    .select("id")
    .where("id", "in", marks)
    .limit(1)
    .execute();
  return known.length > 0;
}

const mostMarks = 100;

/** What in a text may be the mark of an attempt: as many letters as `newAttemptId` makes. */
export const marksIn = (text: string): string[] =>
  (text.match(/(?<![\w-])[\w-]{43}(?![\w-])/g) ?? []).slice(0, mostMarks);

export async function insertAttempt(
  transaction: Database,
  batch: BatchRow,
  attempt: { id: string; evidence: Record<string, unknown> },
): Promise<void> {
  await transaction
    .insertInto("attempts")
    .values({
      id: attempt.id,
      job_id: batch.job_id,
      batch_index: batch.index,
      number: sql<number>`(select count(*) + 1 from attempts
        where job_id = ${batch.job_id} and batch_index = ${batch.index})`,
      status: "intended",
      evidence: storableJson(attempt.evidence),
      started_at: null,
      finished_at: null,
    })
    .execute();
}

/** @param evidence is added to what is known */
export async function updateAttempt(
  transaction: Database,
  id: string,
  status: AttemptRow["status"],
  evidence: Record<string, unknown> = {},
): Promise<void> {
  const isStart = status === "started";
  await transaction
    .updateTable("attempts")
    .set({
      status,
      evidence: sql<string>`evidence || ${storableJson(evidence)}::jsonb`,
      ...(isStart
        ? { started_at: sql<Date>`now()` }
        : { finished_at: sql<Date>`coalesce(finished_at, now())` }),
    })
    .where("id", "=", id)
    .execute();
}

/**
 * An attempt ended when it was last heard of, not when somebody noticed: from then on counts the minute after which a person
 * is asked. Half of that minute is left for looking.
 */
export async function endAttempt(
  transaction: Database,
  id: string,
  { silentMs, askAfterMs }: { silentMs: number; askAfterMs: number },
): Promise<void> {
  await transaction
    .updateTable("attempts")
    .set({
      finished_at: sql<Date>`greatest(coalesce(started_at, created_at),
        now() - ${Math.min(silentMs, askAfterMs / 2)} * interval '1 millisecond')`,
    })
    .where("id", "=", id)
    .execute();
}

/** How often the token was refused when a batch was sent: any other refusal ends it. */
export async function countRefusals(
  database: Database,
  batch: Pick<BatchRow, "job_id" | "index">,
): Promise<number> {
  const refused = await database
    .selectFrom("attempts")
    .select("id")
    .where("job_id", "=", batch.job_id)
    .where("batch_index", "=", batch.index)
    .where("status", "=", "refused")
    .execute();
  return refused.length;
}

/** The batch's newest attempt, with its age. */
export function lastAttempt(database: Database, batch: Pick<BatchRow, "job_id" | "index">) {
  return database
    .selectFrom("attempts")
    .selectAll()
    .select(
      sql<number>`(extract(epoch from now() - coalesce(finished_at, created_at)) * 1000)::float8`.as(
        "age_ms",
      ),
    )
    .where("job_id", "=", batch.job_id)
    .where("batch_index", "=", batch.index)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
}
