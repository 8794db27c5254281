import "server-only";
import { sql } from "kysely";
import type { Refusal } from "../api-contract/refusals";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import { readHints } from "./hints";
import type { Place } from "./place";

/** A check is given so many values at the most, those refused last. */
const mostValues = 10_000;

type Found = Omit<Refusal, "at" | "hint" | "job"> & { at: Date; jobId: string; number: number; by: string };

/** What a place refused and has not accepted since, the last first. */
export async function readRefusals(database: Database, place: Place): Promise<Refusal[]> {
  const { rows } = await sql<Found>`
    with living as (
      select v.refusal_id, r.field, r.signature, v.fingerprint, v.refused_at, v.job_id
      from refusals r join refused_values v on v.refusal_id = r.id
      where r.upstream_url = ${place.upstreamUrl} and r.connection_id = ${storableText(place.connectionId)}
        and r.object_name = ${storableText(place.objectName)}
        and (v.accepted_at is null or v.accepted_at < v.refused_at)
      order by v.refused_at desc limit ${mostValues}),
    grouped as (
      select refusal_id as id, field, signature, max(refused_at) as at,
        array_agg(encode(fingerprint, 'hex')) as "values",
        (array_agg(job_id order by refused_at desc, job_id))[1] as job_id
      from living group by refusal_id, field, signature)
    select g.id, g.field, g.signature, g.at, g."values", j.id as "jobId", j.number, j.created_by_name as by
    from grouped g join jobs j on j.id = g.job_id order by g.at desc, g.id desc`.execute(database);
  const hintOn = await readHints(
    database,
    place,
    rows.map(({ signature }) => signature),
  );
  return rows.map(({ at, jobId, number, by, ...refusal }) => ({
    ...refusal,
    at: at.toISOString(),
    job: { id: jobId, number, by },
    hint: hintOn(refusal.signature),
  }));
}
