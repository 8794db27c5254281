import "server-only";
import { sql } from "kysely";
import type { ProbeAnswers } from "@/lib/api-contract/probe";
import type { Database } from "../database/database";
import { storableJson, storableText } from "../database/storable";
import { nothingAnswered } from "./answers";
import type { ProbeReport } from "./run-probe";

/** The last run on a connection. */
export interface StoredProbe {
  connectionId: string;
  at: Date;
  /** `null`: it only read. */
  objectName: string | null;
  /** `null`: it runs, or the program ended in the middle of it. */
  answers: ProbeAnswers | null;
  /** What the values of its records begin with. */
  mark: string | null;
  problems: string[];
}

/** Notes that a run begins, so that one that is cut off is not forgotten. @returns its number */
export async function beginProbe(
  database: Database,
  run: { connectionId: string; objectName: string | null; mark: string | null },
): Promise<number> {
  const { id } = await database
    .insertInto("probes")
    .values({
      connection_id: storableText(run.connectionId),
      object_name: run.objectName,
      mark: run.mark,
      answers: JSON.stringify(nothingAnswered),
      left_records: "[]",
      problems: "[]",
      ended: false,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/**
 * Keeps a run with its date. A proved row base is used by the engine from now on; what was proved by a job stays, since
 * that job's failed rows were read by it.
 */
export async function endProbe(
  database: Database,
  { id, connectionId }: { id: number; connectionId: string },
  { answers, left, problems }: ProbeReport,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await transaction
      .updateTable("probes")
      .set({
        answers: storableJson(answers),
        left_records: storableJson(left),
        problems: storableJson(problems),
        ended: true,
        at: sql<Date>`now()`,
      })
      .where("id", "=", id)
      .execute();
    if (answers.rowBase === null) return;
    await transaction
      .insertInto("row_bases")
      .values({ connection_id: connectionId, base: answers.rowBase, job_id: null, batch_index: null })
      .onConflict((conflict) => conflict.column("connection_id").doNothing())
      .execute();
  });
}

/** The last run, or `undefined` when there was none. */
export async function lastProbe(database: Database, connectionId: string): Promise<StoredProbe | undefined> {
  const row = await database
    .selectFrom("probes")
    .selectAll()
    .where("connection_id", "=", storableText(connectionId))
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      connectionId,
      at: row.at,
      objectName: row.object_name,
      answers: row.ended ? row.answers : null,
      mark: row.mark,
      problems: row.problems,
    }
  );
}
