import "server-only";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../database/database";
import { tell } from "../jobs/audit";
import type { Log } from "../jobs/context";
import type { Uploads } from "../uploads/uploads";

interface Parts {
  database: Database;
  uploads: Pick<Uploads, "discard">;
  log: Log;
  /** After the last import of a family has ended; `null`: nothing is ever removed. */
  days: number | null;
}

/** Removes the rows of imports that are over for longer than they are to be kept. */
export interface Retention {
  /** @returns how many imports were emptied */
  sweep(): Promise<number>;
  start(): void;
  stop(): Promise<void>;
}

const restMs = 3_600_000;
/** After a round that failed, such as one while the database is away. */
const againMs = 60_000;

export function createRetention(parts: Parts): Retention {
  let timer: NodeJS.Timeout | undefined;
  let atWork: Promise<unknown> = Promise.resolve();
  let isStopping = false;
  const sweep = async () => {
    let removed = 0;
    while (parts.days !== null && !isStopping) {
      const imports = await emptyNextFamily(parts, parts.days);
      if (imports === 0) break;
      removed += imports;
    }
    if (removed > 0) parts.log.info({ removed, days: parts.days }, "rows of old imports were removed");
    return removed;
  };
  const round = () => {
    const failed = (error: unknown) => {
      parts.log.warn({ error }, "rows of old imports could not be removed");
      return null;
    };
    atWork = sweep()
      .catch(failed)
      .then((removed) => {
        if (!isStopping) timer = setTimeout(round, removed === null ? againMs : restMs);
      });
  };
  return {
    sweep,
    start() {
      if (parts.days !== null) round();
    },
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      await atWork;
    },
  };
}

/**
 * Empties an import and its corrections together: a family is removed as a whole, and only when all of it has ended for so
 * long and no row of it is open. What is left is a tombstone: numbers, names, counts, hashes and the audit trail.
 * @returns how many imports; none when there is no such family, or others are at work on it
 */
async function emptyNextFamily({ database, uploads }: Parts, days: number): Promise<number> {
  const emptied = await database.transaction().execute(async (transaction) => {
    const { rows: roots } = await sql<{ id: string }>`
      select j.id from jobs j
      where j.root_job_id is null and j.removed_at is null and j.ended_at < now() - make_interval(days => ${days})
        and not exists (
          select from jobs f where (f.id = j.id or f.root_job_id = j.id)
            and (f.ended_at is null or f.open_rows > 0 or f.ended_at >= now() - make_interval(days => ${days})))
      order by j.ended_at limit 1 for update skip locked`.execute(transaction);
    const [root] = roots;
    if (!root) return [];
    const jobs = await transaction
      .selectFrom("jobs")
      .select(["id", "upload_id"])
      .where(({ or, eb }) => or([eb("id", "=", root.id), eb("root_job_id", "=", root.id)]))
      .forUpdate()
      .execute();
    await emptyJobs(
      transaction,
      jobs.map(({ id }) => id),
    );
    await transaction
      .updateTable("uploads")
      .set({ status: "expired" })
      .where(
        "id",
        "in",
        jobs.map(({ upload_id }) => upload_id),
      )
      .execute();
    for (const { id } of jobs)
      await tell(
        transaction,
        { jobId: id },
        {
          kind: "rows_removed",
          detail: `Its rows were removed, ${days} days after it had ended. What became of them is still counted.`,
          evidence: { days },
        },
      );
    return jobs;
  });
  // Files whose names are left behind here are removed at the next start: their uploads have ended.
  await uploads.discard(emptied.map(({ upload_id }) => upload_id));
  return emptied.length;
}

/** Everything that says what stood in a row, or that the connected system answered to one. */
async function emptyJobs(transaction: Database, ids: readonly string[]): Promise<void> {
  const each = sql`${ids}::text[]`;
  const statements: RawBuilder<unknown>[] = [
    sql`delete from held_rows where job_id = any (${each})`,
    sql`delete from cell_edits where job_id = any (${each})`,
    sql`delete from record_outcomes where job_id = any (${each})`,
    sql`delete from failure_reasons where job_id = any (${each})`,
    // The reason a value was refused for is in the system's words.
    sql`delete from refused_values where job_id = any (${each})`,
    sql`delete from refusals r where not exists (select from refused_values v where v.refusal_id = r.id)`,
    sql`delete from looked_up_records where job_id = any (${each})`,
    sql`delete from read_backs where job_id = any (${each})`,
    sql`delete from unmatched_errors where job_id = any (${each})`,
    sql`update attempts set evidence = evidence - 'reply' where job_id = any (${each})`,
    sql`update batches set message = null where job_id = any (${each})`,
    // A mapping names values of the file where they are replaced.
    sql`update jobs set removed_at = now(), mapping = null, meta_data = null, file_rows = null, message = null
      where id = any (${each})`,
  ];
  for (const statement of statements) await statement.execute(transaction);
}
