import "server-only";
import { sql } from "kysely";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import type { Blame } from "../reasons/suspects";
import type { Place } from "./place";

/** A refusal keeps so many values of a part; a check could not be given all of a million. */
const mostValues = 1_000;
/** So many are looked for among accepted rows, those refused last. */
const mostKnown = 50_000;

/** When it was, and in which import. */
export interface Seen {
  at: Date;
  jobId: string;
}

/** A value of a place that was refused and may still be: which refusal it belongs to. */
export interface KnownValue {
  refusal_id: number;
  field: string;
  fingerprint: Buffer;
}

/** Keeps what rows were refused for. Where it is known already, the later time counts. */
export async function keepBlame(
  transaction: Database,
  place: Place,
  { signature, field, values }: Blame,
  fingerprintOf: (value: string) => string,
  { at, jobId }: Seen,
): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    insert into refusals (upstream_url, connection_id, object_name, signature, field)
    values (${place.upstreamUrl}, ${place.connectionId}, ${place.objectName}, ${storableText(signature)},
      ${storableText(field)})
    on conflict (upstream_url, connection_id, object_name, md5(signature), field)
      do update set signature = refusals.signature
    returning id`.execute(transaction);
  const fingerprints = values.slice(0, mostValues).map((value) => Buffer.from(fingerprintOf(value), "hex"));
  await sql`
    insert into refused_values (refusal_id, fingerprint, job_id, refused_at)
    select ${rows[0]?.id}, v, ${jobId}, ${at} from unnest(${fingerprints}::bytea[]) as own (v)
    on conflict (refusal_id, fingerprint) do update set
      job_id = case when excluded.refused_at >= refused_values.refused_at
        then excluded.job_id else refused_values.job_id end,
      refused_at = greatest(refused_values.refused_at, excluded.refused_at),
      -- The same part may have been read otherwise before.
      accepted_at = nullif(refused_values.accepted_at, excluded.refused_at)`.execute(transaction);
}

/** What was refused by a place up to a moment and not accepted since. */
export async function refusedUpTo(
  transaction: Database,
  place: Place,
  moment: Date,
): Promise<readonly KnownValue[]> {
  const { rows } = await sql<KnownValue>`
    select v.refusal_id, r.field, v.fingerprint
    from refusals r join refused_values v on v.refusal_id = r.id
    where r.upstream_url = ${place.upstreamUrl} and r.connection_id = ${place.connectionId}
      and r.object_name = ${place.objectName} and v.refused_at <= ${moment}
      and (v.accepted_at is null or v.accepted_at < ${moment})
    order by v.refused_at desc limit ${mostKnown}`.execute(transaction);
  return rows;
}

/** Rows with these values were accepted: they raise no alarm any more. */
export async function keepAccepted(
  transaction: Database,
  values: readonly KnownValue[],
  at: Date,
): Promise<void> {
  await sql`update refused_values v set accepted_at = greatest(v.accepted_at, ${at}::timestamptz)
    from unnest(${values.map(({ refusal_id }) => refusal_id)}::bigint[],
      ${values.map(({ fingerprint }) => fingerprint)}::bytea[]) as n(refusal_id, fingerprint)
    where v.refusal_id = n.refusal_id and v.fingerprint = n.fingerprint`.execute(transaction);
}
