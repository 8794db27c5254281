import "server-only";
import type { ProbeAnswers } from "@/lib/api-contract/probe";
import type { Database } from "../database/database";
import type { ProbeReport } from "./run-probe";

/** The last run on a connection. */
export interface StoredProbe {
  connectionId: string;
  at: Date;
  /** `null`: it only read. */
  objectName: string | null;
  answers: ProbeAnswers;
  problems: string[];
}

/**
 * Keeps a run with its date. A proved row base is used by the engine from now on; what was proved by a job stays, since
 * that job's failed rows were read by it.
 */
export async function storeProbe(
  database: Database,
  connectionId: string,
  { answers, objectName, left, problems }: ProbeReport,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await transaction
      .insertInto("probes")
      .values({
        connection_id: connectionId,
        object_name: objectName,
        answers: JSON.stringify(answers),
        left_records: JSON.stringify(left),
        problems: JSON.stringify(problems),
      })
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
    .where("connection_id", "=", connectionId)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      connectionId,
      at: row.at,
      objectName: row.object_name,
      answers: row.answers,
      problems: row.problems,
    }
  );
}
