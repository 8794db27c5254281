import "server-only";
import { type Selectable, sql } from "kysely";
import type { z } from "zod";
import {
  type changeLayoutSchema,
  type createLayoutSchema,
  type KnownLayouts,
  layoutContentSchema,
  type layoutsQuery,
  type SavedLayout,
} from "../api-contract/layouts";
import type { Me } from "../api-contract/people";
import type { Database } from "../database/database";
import type { LayoutsTable } from "../database/memory-tables";
import { storableJson, storableText } from "../database/storable";
import { violates } from "../database/violates";
import { LayoutProblem } from "./layout-problem";
import { readRemembered } from "./remembered";

/** Layouts that people saved, for everybody; and how files with the same columns were mapped before. */
export interface Layouts {
  /** What is known for an object and a set of columns. */
  known(query: z.output<typeof layoutsQuery>, person: Me): Promise<KnownLayouts>;
  /** Audited. @throws LayoutProblem 409 `layout_name_taken`, `too_many_layouts` */
  create(request: z.output<typeof createLayoutSchema>, person: Me): Promise<SavedLayout>;
  /** By whoever saved it, or an administrator; audited. @throws LayoutProblem 403, 404, 409 */
  change(id: string, request: z.output<typeof changeLayoutSchema>, person: Me): Promise<SavedLayout>;
  /** By whoever saved it, or an administrator; audited. @throws LayoutProblem 403 */
  remove(id: string, person: Me): Promise<void>;
}

type LayoutRow = Selectable<LayoutsTable>;

const mostLayouts = 500;

export function createLayouts(database: Database): Layouts {
  const inTurn = <T>(task: (transaction: Database) => Promise<T>): Promise<T> =>
    database
      .transaction()
      .execute(task)
      .catch((error: unknown) => {
        throw violates(error, "one_layout_per_name") ? nameTaken() : error;
      });
  return {
    async known({ connector, object, headerSet }, person) {
      const rows = await database
        .selectFrom("layouts")
        .selectAll()
        .where("connector_key", "=", storableText(connector))
        .where("object_name", "=", storableText(object))
        .orderBy(sql`lower(name)`)
        .limit(mostLayouts)
        .execute();
      const remembered = await readRemembered(database, { connector, object, headerSet }, person);
      return { layouts: rows.map((row) => toLayout(row, person)), remembered };
    },
    create: (request, person) =>
      inTurn(async (transaction) => {
        await refuseTooMany(transaction, request);
        const row = await transaction
          .insertInto("layouts")
          .values({
            id: request.id,
            connector_key: storableText(request.connectorKey),
            object_name: storableText(request.objectName),
            name: storableText(request.name),
            header_set: request.headerSet,
            content: storableJson(request.content),
            owner_id: person.id,
            owner_name: storableText(person.name),
          })
          .onConflict((conflict) => conflict.column("id").doNothing())
          .returningAll()
          .executeTakeFirst();
        // The same request once more: the answer to the first was lost.
        if (!row) return toLayout(await lockChangeable(transaction, request.id, person), person);
        await tell(transaction, person, "layout_saved", `saved the layout ${request.name}`, row.id);
        return toLayout(row, person);
      }),
    change: (id, request, person) =>
      inTurn(async (transaction) => {
        const before = await lockChangeable(transaction, id, person);
        const isRename = "name" in request;
        if (!isRename && request.version !== before.version) throw changedMeanwhile();
        const row = await transaction
          .updateTable("layouts")
          .set({
            version: sql<number>`version + 1`,
            ...(isRename
              ? { name: storableText(request.name) }
              : {
                  content: storableJson(request.content),
                  header_set: request.headerSet,
                  saved_at: sql<Date>`now()`,
                }),
          })
          .where("id", "=", before.id)
          .returningAll()
          .executeTakeFirstOrThrow();
        const did = isRename
          ? `renamed the layout ${before.name} to ${request.name}`
          : `saved the layout ${before.name} anew`;
        await tell(transaction, person, isRename ? "layout_renamed" : "layout_saved", did, id);
        return toLayout(row, person);
      }),
    remove: (id, person) =>
      inTurn(async (transaction) => {
        const before = await lockChangeable(transaction, id, person);
        await transaction.deleteFrom("layouts").where("id", "=", before.id).execute();
        await tell(transaction, person, "layout_deleted", `deleted the layout ${before.name}`, id);
      }),
  };
}

const mayChange = (row: LayoutRow, person: Me) =>
  row.owner_id === person.id || person.role === "administrator";

function toLayout(row: LayoutRow, person: Me): SavedLayout {
  const content = layoutContentSchema.safeParse(row.content);
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    headerSet: row.header_set,
    savedAt: row.saved_at.toISOString(),
    savedBy: row.owner_name,
    isMine: mayChange(row, person),
    content: content.success ? content.data : null,
  };
}

async function lockChangeable(transaction: Database, id: string, person: Me): Promise<LayoutRow> {
  const row = await transaction
    .selectFrom("layouts")
    .selectAll()
    .where("id", "=", storableText(id))
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new LayoutProblem(404, "layout_unknown", "There is no such layout any more.");
  if (!mayChange(row, person))
    throw new LayoutProblem(
      403,
      "layout_of_another",
      `Only ${row.owner_name}, who saved it, or an administrator may change this layout. Save it under a name of your own.`,
    );
  return row;
}

async function refuseTooMany(
  transaction: Database,
  { connectorKey, objectName }: z.output<typeof createLayoutSchema>,
): Promise<void> {
  const { count } = await transaction
    .selectFrom("layouts")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("connector_key", "=", connectorKey)
    .where("object_name", "=", objectName)
    .executeTakeFirstOrThrow();
  if (count >= mostLayouts)
    throw new LayoutProblem(
      409,
      "too_many_layouts",
      `There are ${mostLayouts} layouts for this. Delete some.`,
    );
}

async function tell(
  transaction: Database,
  person: Me,
  kind: string,
  did: string,
  layoutId: string,
): Promise<void> {
  await transaction
    .insertInto("audit_events")
    .values({
      job_id: null,
      batch_index: null,
      actor_id: person.id,
      kind,
      detail: storableText(`${person.name} ${did}.`),
      evidence: storableJson({ layoutId }),
    })
    .execute();
}

const nameTaken = () =>
  new LayoutProblem(409, "layout_name_taken", "There is a layout of this name already. Choose another name.");

const changedMeanwhile = () =>
  new LayoutProblem(
    409,
    "layout_moved",
    "Somebody saved this layout meanwhile. Nothing was overwritten; look at it, then save it again.",
  );
