import "server-only";
import { sql } from "kysely";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import type { Insertion } from "./insertion";
import { JobRefusal } from "./job-refusal";

/**
 * The same file to the same object of the same connection, by whomever and whenever: told once, and gone on with when
 * somebody says that it is meant. Requests for one object wait for each other here, so two at once do not miss each other.
 * @throws JobRefusal 409 `sent_before`
 */
export async function refuseSentBefore(
  transaction: Database,
  { submission, connection, plan, upstreamUrl, origin }: Insertion,
): Promise<void> {
  const { body } = submission;
  // Rows that are sent again are guarded one by one.
  if (body.confirmed === true || origin !== undefined || body.parentJobId !== undefined) return;
  const objectName = storableText(body.objectName);
  const place = JSON.stringify([upstreamUrl, connection.id, objectName]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${place}, 0))`.execute(transaction);
  const sourceHash = body.source?.sha256 ?? null;
  const before = await transaction
    .selectFrom("jobs")
    .select(["id", "number", "created_at", "created_by_name"])
    .where("upstream_url", "=", upstreamUrl)
    .where("connection_id", "=", connection.id)
    .where("object_name", "=", objectName)
    .where(({ or, eb }) =>
      or([
        eb("sha256", "=", plan.sha256),
        ...(sourceHash === null ? [] : [eb(sql<string>`source ->> 'sha256'`, "=", sourceHash)]),
      ]),
    )
    .where(isOrMayBeSent)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!before) return;
  throw new JobRefusal(
    409,
    "sent_before",
    `${before.created_by_name} sent this file to ${connection.name} before, as import ${before.number}. Nothing was sent now; confirm that it is meant to go once more.`,
    before.id,
    {
      jobId: before.id,
      number: before.number,
      at: before.created_at.toISOString(),
      by: before.created_by_name,
    },
  );
}

/** A job of which nothing was taken and nothing will be is no reason to warn. */
const isOrMayBeSent = sql<boolean>`(jobs.ended_at is null or exists (
  select from batches b where b.job_id = jobs.id and b.status not in ('planned', 'refused', 'dropped')))`;
