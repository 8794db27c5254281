import "server-only";
import type { Database } from "../database/database";

/**
 * When the probe found that nothing here can prove what became of an upload whose answer is lost: the list of jobs does
 * not show our mark, and no callback comes.
 * @returns the day of that run; `null`: there may be a proof
 */
export async function noProofSince(database: Database, connectionId: string): Promise<Date | null> {
  const probed = await database
    .selectFrom("probes")
    .select(["at", "answers"])
    .where("connection_id", "=", connectionId)
    .where("ended", "=", true)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!probed) return null;
  const { jobList, callback } = probed.answers;
  const isListed = jobList === null || (jobList.listed && jobList.marked);
  return !isListed && callback === "none" ? probed.at : null;
}
