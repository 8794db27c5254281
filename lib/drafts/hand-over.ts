import "server-only";
import type { Colleague } from "../api-contract/drafts";
import type { Database } from "../database/database";
import { storableJson, storableText } from "../database/storable";
import { DraftProblem } from "./draft-problem";
import { lockOwned, nextVersion, type Owned } from "./draft-rows";

/**
 * Gives an unfinished import to a colleague; it is theirs from then on, and audited. The rows stay where the file is.
 * @throws DraftProblem 404, 409 `draft_moved`
 */
export async function handOver(
  database: Database,
  owned: Owned,
  { version, to, withEdits }: { version: number; to: Colleague; withEdits: boolean },
  by: { id: string; name: string },
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const before = await lockOwned(transaction, owned);
    if (before.version !== version)
      throw new DraftProblem(
        409,
        "draft_moved",
        "This unfinished import was changed meanwhile. Look at it once more before you hand it over.",
      );
    await transaction
      .updateTable("drafts")
      .set({
        ...nextVersion,
        owner_id: to.id,
        owner_name: storableText(to.name),
        handed_by_id: by.id,
        handed_by_name: storableText(by.name),
        ...(withEdits ? {} : { edits: null, edits_until: null }),
      })
      .where("id", "=", before.id)
      .execute();
    await transaction
      .insertInto("audit_events")
      .values({
        job_id: null,
        batch_index: null,
        actor_id: by.id,
        kind: "draft_handed_over",
        detail: storableText(
          `${by.name} handed the unfinished import of ${before.content.file.name} to ${to.name}${withEdits && before.edits !== null ? ", with the edits of its rows" : ""}.`,
        ),
        evidence: storableJson({ draftId: before.id, to: to.id, withEdits }),
      })
      .execute();
  });
}
