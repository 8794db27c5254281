import "server-only";
import { sql } from "kysely";
import { valueFingerprints } from "../checks/value-fingerprint";
import { parseRecord } from "../csv/record-walker";
import type { Database } from "../database/database";
import type { Log } from "../jobs/context";
import { acceptedOf, leaveQueue, type QueuedPart, takePart } from "../jobs/part-queue";
import { readHeader, readRecords, toValues, type Values } from "../jobs/record-values";
import { stagedRecords } from "../jobs/staged-records";
import { type RefusedRow, Suspects } from "../reasons/suspects";
import type { Uploads } from "../uploads/uploads";
import { ClearedValues } from "./cleared-values";
import { type Place, placeKey } from "./place";
import { keepAccepted, keepBlame, refusedUpTo } from "./refused-values";

export interface Parts {
  database: Database;
  uploads: Pick<Uploads, "pathOf">;
  /** Of this installation: the fingerprints of another one are others. */
  secret: string;
  upstreamUrl: string;
  log: Log;
}

/** Of the most frequent reasons, so many rows each are looked at. */
const mostReasons = 20;
const mostRows = 1_000;

/**
 * Learns from the next part whose outcome has changed which values were refused, and which were accepted after all.
 * @returns whether there was one
 */
export async function learnNext(parts: Parts): Promise<boolean> {
  return parts.database.transaction().execute(async (transaction) => {
    const part = await takePart(transaction, "parts_to_learn");
    if (!part) return false;
    if (part.wanted) await learnUnlessGone(parts, transaction, part);
    await leaveQueue(transaction, "parts_to_learn", part);
    return true;
  });
}

/** Without the staged file nothing is learned, and nothing will be claimed. */
async function learnUnlessGone(parts: Parts, transaction: Database, part: QueuedPart): Promise<void> {
  try {
    await learn(parts, transaction, part);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    parts.log.info(
      { jobId: part.job_id, batch: part.batch_index },
      "its staged file is gone: nothing is learned from its refusals",
    );
  }
}

async function learn({ uploads, secret }: Parts, transaction: Database, part: QueuedPart): Promise<void> {
  const place: Place = {
    upstreamUrl: part.upstream_url,
    connectionId: part.connection_id,
    objectName: part.object_name,
  };
  const seen = { at: part.ended_at ?? new Date(), jobId: part.job_id };
  const failures = await readFailures(transaction, part);
  const known = await refusedUpTo(transaction, place, seen.at);
  // Most parts: all is well, and always was.
  if (failures.length === 0 && known.length === 0) return;
  const source = { path: uploads.pathOf(part.upload_id), headerBytes: part.header_bytes };
  const header = await readHeader(source);
  const rows = failures.map(({ row }) => row);
  const cells = rows.length === 0 ? new Map<number, Values>() : await readRecords(source, header, part, rows);
  const refused = failures.flatMap(({ row, reason, signature }): RefusedRow[] => {
    const values = cells.get(row);
    return values === undefined ? [] : [{ reason, signature, values }];
  });
  const unsent = (part.fields_seen ?? []).map(({ path }) => path).filter((path) => !header.includes(path));
  const suspects = new Suspects(refused, header, unsent);
  const key = placeKey(secret, place);
  const cleared = new ClearedValues(key, known);
  const isAccepted = await acceptedOf(transaction, part);
  for await (const values of rowsWhere(source.path, header, part, isAccepted)) {
    suspects.clear(values);
    cleared.note(values);
  }
  for (const blame of suspects.blamed())
    await keepBlame(transaction, place, blame, valueFingerprints(key, blame.field), seen);
  await keepAccepted(transaction, cleared.values(), seen.at);
}

/** Why rows of the part were refused: the first rows of each of the most frequent reasons. */
async function readFailures(transaction: Database, part: QueuedPart) {
  const { rows } = await sql<{ row: number; reason: string; signature: string }>`
    select o.row, o.reason, f.signature
    from (select id, signature from failure_reasons where job_id = ${part.job_id} and rows > 0
      order by rows desc, id limit ${mostReasons}) f
    cross join lateral (select row, reason from record_outcomes
      where job_id = ${part.job_id} and reason_id = f.id and row between ${part.first_row} and ${part.last_row}
      order by row limit ${mostRows}) o`.execute(transaction);
  return rows;
}

async function* rowsWhere(
  path: string,
  header: readonly string[],
  part: QueuedPart,
  wants: (row: number) => boolean,
): AsyncGenerator<Values> {
  for await (const records of stagedRecords(path, { start: part.byte_start, end: part.byte_end }))
    for (const { index, bytes } of records)
      if (wants(part.first_row + index)) yield toValues(header, parseRecord(bytes));
}
