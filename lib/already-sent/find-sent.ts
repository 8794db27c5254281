import "server-only";
import { type RawBuilder, sql } from "kysely";
import type { AlreadySent, AskAlreadySent, EarlierImport, SeenRows } from "../api-contract/already-sent";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import { fillAsked, type LeftOutRows } from "./asked-rows";
import type { Place } from "./fingerprint";
import type { Parts } from "./remember";
import { rowIdentity } from "./row-identity";
import { readHead } from "./staged-fingerprints";

const nothing: SeenRows = { rows: 0, runs: [], imports: [] };
const mostImports = 10;

/**
 * Which rows of a sealed upload were accepted before, by the same object of the same connection. Nothing is written.
 * @param leftOut they take what they match, so that their twins are not told
 * @throws RecordError for a file that is not canonical; the error of the file system
 */
export async function findSent(
  parts: Parts,
  path: string,
  asked: Pick<AskAlreadySent, "connectionId" | "objectName" | "mapping">,
  leftOut: readonly LeftOutRows[] = [],
): Promise<AlreadySent> {
  const place: Place = {
    upstreamUrl: parts.upstreamUrl,
    connectionId: storableText(asked.connectionId),
    objectName: storableText(asked.objectName),
  };
  const head = await readHead(path);
  if (!head || !(await isAnythingKnown(parts.database, place)))
    return { same: nothing, changed: { ...nothing, field: null } };
  const { keyField } = rowIdentity(asked.mapping, head.header);
  return parts.database.transaction().execute(async (transaction) => {
    await fillAsked(parts, transaction, { place, mapping: asked.mapping }, { path, head }, leftOut);
    await matchContent(transaction);
    const same = await seenRows(transaction, sql`matched`);
    await matchKeys(transaction);
    return { same, changed: { ...(await seenRows(transaction, sql`changed`)), field: keyField } };
  });
}

/** An object nothing was loaded into costs nothing, nor does a connection whose rows are not remembered. */
async function isAnythingKnown(database: Database, place: Place): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`select exists (
      select from jobs j where j.upstream_url = ${place.upstreamUrl} and j.connection_id = ${place.connectionId}
        and j.object_name = ${place.objectName} and exists (select from accepted_rows a where a.job_id = j.id)
    ) and not exists (
      select from connections c where c.upstream_url = ${place.upstreamUrl}
        and c.connection_id = ${place.connectionId} and not c.remembers_rows
    ) as known`.execute(database);
  return rows[0]?.known ?? false;
}

/**
 * Two honest twins stay two: the second of equal rows matches only where one import and its corrections had two. Each step
 * is a table of its own that is counted, or the database would take many for few.
 */
async function matchContent(transaction: Database): Promise<void> {
  await sql`create temp table accepted on commit drop as
    select a.fingerprint as content, count(*) as times, max(j.number) as number
    from (select distinct content from asked) m
    join accepted_rows a on a.fingerprint = m.content
    join jobs j on j.id = a.job_id
    group by a.fingerprint, a.family_id`.execute(transaction);
  await sql`analyze accepted`.execute(transaction);
  await sql`create temp table most on commit drop as
    select distinct on (content) content, times, number from accepted
    order by content, times desc, number desc`.execute(transaction);
  await sql`analyze most`.execute(transaction);
  await sql`create temp table matched on commit drop as
    select mine.row, most.number
    from (select row, content, row_number() over (partition by content order by row) as nth from asked) mine
    join most on most.content = mine.content and mine.nth <= most.times and mine.row > 0`.execute(
    transaction,
  );
  await sql`analyze matched`.execute(transaction);
}

const matchKeys = (transaction: Database) =>
  sql`create temp table changed on commit drop as
    select asked.row, max(j.number) as number
    from asked
    join accepted_rows a on a.key_fingerprint = asked.key
    join jobs j on j.id = a.job_id
    where asked.row > 0 and not exists (select from matched where matched.row = asked.row)
      -- A twin too many is no other content.
      and not exists (select from accepted_rows t where t.fingerprint = asked.content)
    group by asked.row`.execute(transaction);

async function seenRows(transaction: Database, table: RawBuilder<unknown>): Promise<SeenRows> {
  const runs = await sql<{ first: number; last: number }>`
    select min(row) as first, max(row) as last
    from (select row, row - row_number() over (order by row) as run from ${table}) as numbered
    group by run order by 1`.execute(transaction);
  const imports = await sql<EarlierImport & { at: Date }>`
    select j.id as "jobId", j.number, j.created_at as at, j.created_by_name as by, count(*) as rows
    from ${table} as seen join jobs j on j.number = seen.number
    group by j.id order by count(*) desc, j.number desc limit ${mostImports}`.execute(transaction);
  return {
    rows: runs.rows.reduce((sum, { first, last }) => sum + last - first + 1, 0),
    runs: runs.rows.map(({ first, last }): number | [number, number] =>
      first === last ? first : [first, last],
    ),
    imports: imports.rows.map((one) => ({ ...one, at: one.at.toISOString() })),
  };
}
