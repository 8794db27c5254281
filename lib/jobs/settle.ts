import "server-only";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { LeftOutcome, Settle, SettleWay } from "../api-contract/family";
import type { Database } from "../database/database";
import { storableText } from "../database/storable";
import { tell } from "./audit";
import type { Context } from "./context";
import type { Person } from "./control";
import { countByOutcome, type FamilyRow, lockFamily, takeOpenRows } from "./family-rows";
import { JobRefusal } from "./job-refusal";
import { countLeft } from "./left-rows";
import { openRowsLike } from "./rows-file";
import { counted, sentences } from "./words";

const rowsAtOnce = 1_000;
const ways: Record<SettleWay, string> = {
  elsewhere: "entered elsewhere",
  not_needed: "not needed",
};

/**
 * Settles open rows of a family without sending them: from then on they are accounted for, and are in no import until
 * somebody takes it back.
 * @throws JobRefusal when one of them is not open
 */
export async function settleRows(
  context: Pick<Context, "database" | "uploads">,
  person: Person,
  jobId: string,
  { select, how, note }: Settle,
): Promise<void> {
  const { database } = context;
  const named = select.kind === "rows" ? select.rows : await openRowsLike(context, jobId, select);
  if (named.length === 0) throw new JobRefusal(409, "no_open_rows", "There is no such row left to settle.");
  await database.transaction().execute(async (transaction) => {
    const family = await lockFamily(transaction, jobId);
    // Whether a row arrived does not matter to who says where it is.
    const rows = await takeOpenRows(transaction, family, named, true);
    const id = randomUUID();
    await transaction
      .insertInto("settlements")
      .values({
        ...{ id, root_job_id: family.rootId, how, note: storableText(note), rows: rows.length },
        ...{ by_id: person.id, by_name: person.name },
      })
      .execute();
    await insertSettled(transaction, id, rows);
    await tellEach(transaction, person, rows, (count) => ({
      kind: "settled",
      detail: sentences(
        `${person.name} settled ${counted(count, "row")} without sending: ${ways[how]}`,
        `The note: ${note}`,
      ),
      evidence: { settlement: id, how, rows: count },
    }));
  });
}

async function insertSettled(transaction: Database, id: string, rows: readonly FamilyRow[]): Promise<void> {
  const settled = rows.map(({ jobId, held, row, outcome }) => ({
    ...{ job_id: jobId, held, row, outcome },
    settlement_id: id,
  }));
  for (let at = 0; at < settled.length; at += rowsAtOnce)
    await transaction
      .insertInto("settled_rows")
      .values(settled.slice(at, at + rowsAtOnce))
      .execute();
  for (const [job, counts] of countByOutcome(rows)) await countLeft(transaction, job, "settled", counts);
}

async function tellEach(
  transaction: Database,
  person: Person,
  rows: readonly Pick<FamilyRow, "jobId" | "outcome">[],
  words: (count: number) => Parameters<typeof tell>[2],
): Promise<void> {
  const counts = new Map<string, number>();
  for (const { jobId } of rows) counts.set(jobId, (counts.get(jobId) ?? 0) + 1);
  for (const [jobId, count] of counts) await tell(transaction, { jobId, actorId: person.id }, words(count));
}

/**
 * Takes a settlement back: its rows are open again. Asking twice is asking once.
 * @throws JobRefusal when there is no such settlement
 */
export async function unsettleRows(
  database: Database,
  person: Person,
  jobId: string,
  settlementId: string,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const family = await lockFamily(transaction, jobId);
    const settlement = await transaction
      .selectFrom("settlements")
      .select("undone_at")
      .where("id", "=", storableText(settlementId))
      .where("root_job_id", "=", family.rootId)
      .executeTakeFirst();
    if (!settlement) throw new JobRefusal(404, "not_found", "There is nothing settled by this id.");
    if (settlement.undone_at !== null) return;
    const rows = await transaction
      .deleteFrom("settled_rows")
      .where("settlement_id", "=", settlementId)
      .returning(["job_id as jobId", "outcome"])
      .execute();
    await transaction
      .updateTable("settlements")
      .set({ undone_at: sql<Date>`now()`, undone_by: person.name })
      .where("id", "=", settlementId)
      .execute();
    for (const [job, counts] of countByOutcome(rows.map((row) => ({ ...row, held: false, row: 0 }))))
      await countLeft(transaction, job, "settled", negative(counts));
    await tellEach(transaction, person, rows, (count) => ({
      kind: "settled_undone",
      detail: `${person.name} took back that ${counted(count, "row")} ${count === 1 ? "was" : "were"} settled: open again.`,
      evidence: { settlement: settlementId, rows: count },
    }));
  });
}

const negative = (counts: ReadonlyMap<LeftOutcome, number>): Map<LeftOutcome, number> =>
  new Map([...counts].map(([outcome, count]) => [outcome, -count]));
