import "server-only";
import { createHash } from "node:crypto";
import { type Selectable, sql } from "kysely";
import type { TeamHint, WriteHint } from "../api-contract/refusals";
import type { Database } from "../database/database";
import type { ReasonHintsTable } from "../database/memory-tables";
import { storableText } from "../database/storable";
import { tell } from "../jobs/audit";
import type { Place } from "./place";

type HintRow = Selectable<ReasonHintsTable>;

const hashOf = (signature: string) => createHash("sha256").update(signature).digest();

const toHint = ({ text, by_name, at }: HintRow): TeamHint => ({ text, by: by_name, at: at.toISOString() });

const ownBy = ({ upstreamUrl, connectionId, objectName }: Place) => ({
  upstream_url: upstreamUrl,
  connection_id: storableText(connectionId),
  object_name: storableText(objectName),
});

/** What was written about reasons of a place. @returns the hint about a signature; `null`: there is none */
export async function readHints(
  database: Database,
  place: Place,
  signatures: readonly string[],
): Promise<(signature: string) => TeamHint | null> {
  if (signatures.length === 0) return () => null;
  const rows = await database
    .selectFrom("reason_hints")
    .selectAll()
    .where(({ and }) => and(ownBy(place)))
    .where("signature_sha256", "in", signatures.map(hashOf))
    .execute();
  const known = new Map(rows.map((row) => [row.signature_sha256.toString("hex"), toHint(row)]));
  return (signature) => known.get(hashOf(signature).toString("hex")) ?? null;
}

/** A reason of an import, as it is written about. */
interface AboutReason {
  place: Place;
  jobId: string;
  signature: string;
}

/**
 * Writes about a reason, in the place of what was written before, or takes that away. Audited.
 * @returns `moved` when somebody wrote meanwhile: nothing was changed
 */
export async function writeHint(
  transaction: Database,
  person: { id: string; name: string },
  { place, jobId, signature }: AboutReason,
  { text, instead }: WriteHint,
): Promise<TeamHint | null | "moved"> {
  const own = { ...ownBy(place), signature_sha256: hashOf(signature) };
  const read = transaction
    .selectFrom("reason_hints")
    .selectAll()
    .where(({ and }) => and(own));
  const before = await read.forUpdate().executeTakeFirst();
  if ((before?.at.toISOString() ?? null) !== instead) return "moved";
  if ((before?.text ?? "") === text) return before ? toHint(before) : null;
  const written = { text: storableText(text), by_id: person.id, by_name: storableText(person.name) };
  if (text === "")
    await transaction
      .deleteFrom("reason_hints")
      .where(({ and }) => and(own))
      .execute();
  else if (before)
    await transaction
      .updateTable("reason_hints")
      .set({ ...written, at: sql<Date>`clock_timestamp()` })
      .where(({ and }) => and(own))
      .execute();
  else {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto("reason_hints")
      .values({ ...own, ...written })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n) return "moved";
  }
  await tell(transaction, { jobId, actorId: person.id }, told(person.name, text));
  const after = await read.executeTakeFirst();
  return after ? toHint(after) : null;
}

const told = (name: string, text: string) =>
  text === ""
    ? { kind: "hint_removed", detail: `${name} took the hint about a reason away.` }
    : { kind: "hint_written", detail: `${name} wrote a hint about a reason: ${text}` };
