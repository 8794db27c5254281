import "server-only";
import { type Selectable, sql } from "kysely";
import type { DraftSummary, KeptDraft } from "../api-contract/drafts";
import type { Database } from "../database/database";
import type { DraftsTable } from "../database/people-tables";
import { storableText } from "../database/storable";
import { handedOver, noDraft } from "./draft-problem";

export type DraftRow = Selectable<DraftsTable>;

/** Edits that were kept long enough are gone from that moment on; the sweep only makes room. */
const areEditsKept = ({ edits_until }: Pick<DraftRow, "edits_until">) =>
  edits_until !== null && edits_until.getTime() > Date.now();

export function toSummary(row: Omit<DraftRow, "edits">): DraftSummary {
  const { columns: _, ...file } = row.content.file;
  return {
    id: row.id,
    version: row.version,
    connectionId: row.connection_id,
    connectionName: row.content.connectionName,
    connectorKey: row.content.connectorKey,
    objectName: row.object_name,
    file,
    step: row.content.step,
    createdAt: row.created_at.toISOString(),
    savedAt: row.saved_at.toISOString(),
    handedBy: row.handed_by_name,
    editsUntil: areEditsKept(row) ? (row.edits_until?.toISOString() ?? null) : null,
  };
}

export function toDraft(row: DraftRow): KeptDraft {
  return {
    ...toSummary(row),
    writer: row.writer,
    content: row.content,
    edits: areEditsKept(row) ? row.edits : null,
  };
}

export interface Owned {
  id: string;
  ownerId: string;
  upstreamUrl: string;
}

/**
 * The draft, if it is this person's; locked until the transaction ends.
 * @throws DraftProblem 404; 409 `draft_handed_over` for whoever handed it to somebody else
 */
export async function lockOwned(
  transaction: Database,
  { id, ownerId, upstreamUrl }: Owned,
): Promise<DraftRow> {
  const row = await transaction
    .selectFrom("drafts")
    .selectAll()
    .where("id", "=", storableText(id))
    .where("upstream_url", "=", upstreamUrl)
    .forUpdate()
    .executeTakeFirst();
  if (row?.owner_id === ownerId) return row;
  throw row?.handed_by_id === ownerId ? handedOver(row.owner_name) : noDraft();
}

/** What every writing changes. */
export const nextVersion = { version: sql<number>`version + 1`, saved_at: sql<Date>`now()` };
