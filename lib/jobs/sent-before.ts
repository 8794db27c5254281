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
  // Rows taken from another job's open ones are guarded one by one; that a request names a parent proves nothing. An update
  // made twice is made once, and the file it comes from is always that of the import it corrects.
  if (body.confirmed === true || body.revises === true || origin !== undefined) return;
  const objectName = storableText(body.objectName);
  const place = JSON.stringify([upstreamUrl, connection.id, objectName]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${place}, 0))`.execute(transaction);
  const before = await findSentBefore(transaction, {
    ...{ upstreamUrl, connectionId: connection.id, objectName },
    stagedSha256: plan.sha256,
    sourceSha256: body.source?.sha256 ?? null,
  });
  if (!before) return;
  throw new JobRefusal(
    409,
    "sent_before",
    `${before.by} sent this file to ${connection.name} before, as import ${before.number}. Nothing was sent now; confirm that it is meant to go once more.`,
    before.jobId,
    before,
  );
}

/** The last job of this file to this object that sent something, or may; by what was staged, or by the operator's file. */
export async function findSentBefore(
  database: Database,
  of: {
    upstreamUrl: string;
    connectionId: string;
    objectName: string;
    stagedSha256: string | null;
    sourceSha256: string | null;
  },
): Promise<NonNullable<JobRefusal["before"]> | null> {
  const { stagedSha256, sourceSha256 } = of;
  const before = await database
    .selectFrom("jobs")
    .select(["id", "number", "created_at", "created_by_name"])
    .where("upstream_url", "=", of.upstreamUrl)
    .where("connection_id", "=", storableText(of.connectionId))
    .where("object_name", "=", storableText(of.objectName))
    .where(({ or, eb }) =>
      or([
        ...(stagedSha256 === null ? [] : [eb("sha256", "=", stagedSha256)]),
        ...(sourceSha256 === null
          ? []
          : [eb(sql<string>`source ->> 'sha256'`, "=", storableText(sourceSha256))]),
      ]),
    )
    .where(isOrMayBeSent)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!before) return null;
  const { id: jobId, number, created_at, created_by_name: by } = before;
  return { jobId, number, at: created_at.toISOString(), by };
}

/** A job of which nothing was taken and nothing will be is no reason to warn. */
const isOrMayBeSent = sql<boolean>`(jobs.ended_at is null or exists (
  select from batches b where b.job_id = jobs.id and b.status not in ('planned', 'refused', 'dropped')))`;
