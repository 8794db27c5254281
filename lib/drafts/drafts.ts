import "server-only";
import { sql } from "kysely";
import type { z } from "zod";
import type {
  Colleague,
  createDraftSchema,
  DraftContent,
  DraftSummary,
  handOverSchema,
  KeptDraft,
  SameFile,
  saveDraftSchema,
} from "../api-contract/drafts";
import type { Database } from "../database/database";
import { storableJson, storableText } from "../database/storable";
import { DraftProblem } from "./draft-problem";
import { lockOwned, nextVersion, toDraft, toSummary } from "./draft-rows";
import { handOver } from "./hand-over";

interface Person {
  id: string;
  name: string;
}

/** Unfinished imports, kept for their owner as they are made. Nobody else sees more of one than that there is one. */
export interface Drafts {
  /** Newest first. */
  list(person: Person): Promise<DraftSummary[]>;
  /** @throws DraftProblem 404 */
  get(id: string, person: Person): Promise<KeptDraft>;
  /** Makes it, or answers with the one this person has by this name. @throws DraftProblem 409 `too_many_drafts` */
  create(request: z.output<typeof createDraftSchema>, person: Person): Promise<DraftSummary>;
  /** @throws DraftProblem 404, 409 `draft_moved` where another page wrote it meanwhile, 413 */
  save(id: string, request: z.output<typeof saveDraftSchema>, person: Person): Promise<DraftSummary>;
  /** Gives it to somebody else, who owns it from then on. @throws DraftProblem */
  handOver(id: string, request: z.output<typeof handOverSchema>, person: Person): Promise<void>;
  /** Deletes it, or lets it go because it was sent. What is gone already is gone. */
  remove(id: string, person: Person): Promise<void>;
  /** Who prepares this file for this object now. */
  preparing(
    file: { connectionId: string; objectName: string; sha256: string },
    person: Person,
  ): Promise<SameFile["prepared"]>;
  colleagues(person: Person): Promise<Colleague[]>;
  /** Removes edits that were kept long enough, and what nobody touched for long. @returns how many of each */
  sweep(): Promise<{ edits: number; drafts: number }>;
}

/** Days that edits are kept after they were last written, and drafts after they were last touched. */
export const editsKeptDays = 14;
export const draftsKeptDays = 90;
const mostDrafts = 100;
const mostEditBytes = 2 * 1024 * 1024;
const mostNamed = 5;

export interface DraftsOptions {
  database: Database;
  /** Of the Open Connectors the connections are of: the ids of another one name other things. */
  upstreamUrl: string;
  /** Everybody who may sign in. */
  people(): Promise<readonly Colleague[]>;
}

export function createDrafts({ database, upstreamUrl, people }: DraftsOptions): Drafts {
  const owned = (id: string, { id: ownerId }: Person) => ({ id, ownerId, upstreamUrl });
  return {
    async list({ id }) {
      const rows = await database
        .selectFrom("drafts")
        .selectAll()
        .where("owner_id", "=", id)
        .where("upstream_url", "=", upstreamUrl)
        .orderBy("saved_at", "desc")
        .execute();
      return rows.map(toSummary);
    },
    get: (id, person) =>
      database
        .transaction()
        .execute(async (transaction) => toDraft(await lockOwned(transaction, owned(id, person)))),
    create: ({ id, content, writer }, person) =>
      database.transaction().execute(async (transaction) => {
        await refuseTooMany(transaction, person);
        await transaction
          .insertInto("drafts")
          .values({
            id,
            owner_id: person.id,
            owner_name: storableText(person.name),
            upstream_url: upstreamUrl,
            writer: storableText(writer),
            ...columnsOf(content),
          })
          .onConflict((conflict) => conflict.column("id").doNothing())
          .execute();
        return toSummary(await lockOwned(transaction, owned(id, person)));
      }),
    save: (id, request, person) =>
      database.transaction().execute(async (transaction) => {
        const before = await lockOwned(transaction, owned(id, person));
        if (before.version !== request.version) throw moved();
        const row = await transaction
          .updateTable("drafts")
          .set({
            ...nextVersion,
            writer: storableText(request.writer),
            ...(request.content === undefined ? {} : columnsOf(request.content)),
            ...(request.edits === undefined ? {} : editColumns(request.edits)),
          })
          .where("id", "=", before.id)
          .returningAll()
          .executeTakeFirstOrThrow();
        return toSummary(row);
      }),
    async handOver(id, { personId, ...request }, person) {
      const to = (await people()).find((each) => each.id === personId && each.id !== person.id);
      if (!to) throw new DraftProblem(422, "person_unknown", "There is no such colleague to hand it to.");
      await handOver(database, owned(id, person), { ...request, to }, person);
    },
    async remove(id, person) {
      await database
        .deleteFrom("drafts")
        .where("id", "=", storableText(id))
        .where("owner_id", "=", person.id)
        .execute();
    },
    async preparing({ connectionId, objectName, sha256 }, person) {
      const rows = await database
        .selectFrom("drafts")
        .select(["id", "owner_id", "owner_name", "saved_at"])
        .where("upstream_url", "=", upstreamUrl)
        .where("connection_id", "=", storableText(connectionId))
        .where("object_name", "=", storableText(objectName))
        .where("file_sha256", "=", storableText(sha256))
        .orderBy("saved_at", "desc")
        .limit(mostNamed)
        .execute();
      return rows.map((row) => {
        const isMine = row.owner_id === person.id;
        return { id: isMine ? row.id : null, at: row.saved_at.toISOString(), by: row.owner_name, isMine };
      });
    },
    async colleagues({ id }) {
      const others = (await people()).filter((each) => each.id !== id);
      return others
        .map(({ id, name }) => ({ id, name }))
        .toSorted((a, b) => a.name.localeCompare(b.name, "en-GB"));
    },
    async sweep() {
      const edits = await database
        .updateTable("drafts")
        .set({ edits: null, edits_until: null })
        .where("edits_until", "<=", sql<Date>`now()`)
        .executeTakeFirst();
      const drafts = await database
        .deleteFrom("drafts")
        .where("saved_at", "<", sql<Date>`now() - ${draftsKeptDays} * interval '1 day'`)
        .executeTakeFirst();
      return { edits: Number(edits.numUpdatedRows), drafts: Number(drafts.numDeletedRows) };
    },
  };
}

const columnsOf = (content: DraftContent) => ({
  connection_id: storableText(content.connectionId),
  object_name: storableText(content.objectName),
  file_sha256: content.file.sha256 === null ? null : storableText(content.file.sha256),
  content: storableJson(content),
});

function editColumns(edits: NonNullable<unknown> | null) {
  if (edits === null) return { edits: null, edits_until: null };
  const json = storableJson(edits);
  if (Buffer.byteLength(json) > mostEditBytes)
    throw new DraftProblem(
      413,
      "too_many_edits",
      "There are more edits than are kept here. They stay in this page; the mapping and your choices are kept.",
    );
  return { edits: json, edits_until: sql<Date>`now() + ${editsKeptDays} * interval '1 day'` };
}

async function refuseTooMany(transaction: Database, { id }: Person): Promise<void> {
  const { count } = await transaction
    .selectFrom("drafts")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("owner_id", "=", id)
    .executeTakeFirstOrThrow();
  if (count >= mostDrafts)
    throw new DraftProblem(
      409,
      "too_many_drafts",
      `You have ${mostDrafts} unfinished imports. Delete some, so that this one can be kept.`,
    );
}

const moved = () =>
  new DraftProblem(
    409,
    "draft_moved",
    "This unfinished import was changed in another tab. Nothing was overwritten.",
  );
