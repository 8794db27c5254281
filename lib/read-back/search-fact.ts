import "server-only";
import type { ReadBack } from "../api-contract/read-back";
import type { Database } from "../database/database";
import type { OpenConnectors } from "../open-connectors/open-connectors";

/** Whether records of an object can be asked for by a value: what the probe saw goes before what is documented. */
export async function readSearchFact(
  { database, openConnectors }: { database: Database; openConnectors: Pick<OpenConnectors, "operations"> },
  { connectionId, objectName }: { connectionId: string; objectName: string },
): Promise<ReadBack["search"]> {
  const probed = await database
    .selectFrom("probes")
    .select(["at", "answers"])
    .where("connection_id", "=", connectionId)
    .where("ended", "=", true)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  // A run of an earlier release did not ask.
  const seen = probed?.answers.search ?? null;
  if (probed && seen !== null) return { works: seen === "where", by: "probe", at: probed.at.toISOString() };
  const documented = await openConnectors.operations(connectionId, objectName);
  return { works: documented?.search ?? null, by: documented ? "docs" : null, at: null };
}
