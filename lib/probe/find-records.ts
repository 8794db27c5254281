import "server-only";
import { UpstreamError } from "../open-connectors/errors";
import type { OpenConnectors } from "../open-connectors/open-connectors";
import type { FoundRecord, FoundRecords } from "../open-connectors/record-search";
import type { ProbeRecord, Subject } from "./probe-file";

/** A record of the probe in the connected system. */
export interface Made {
  record: ProbeRecord;
  found: FoundRecord;
  /** How the connector could be asked for it. */
  how: FoundRecords["how"];
}

/**
 * Those of `records` that are there, by any of their values: a file that was misread may have lost one of them.
 * @throws UpstreamError
 */
export async function findMade(
  openConnectors: Pick<OpenConnectors, "findRecords">,
  connectionId: string,
  subject: Subject,
  records: readonly ProbeRecord[],
): Promise<Made[]> {
  const { objectName, idField } = subject;
  const fields = [subject.required, ...subject.others, subject.text].filter(isMarked).map(({ path }) => path);
  const made = new Map<string, Made>();
  for (const field of fields) {
    const values = records.flatMap((record) => record.get(field) ?? []);
    const query = { where: { field, values }, idField, fields };
    const { records: found, how } = await openConnectors.findRecords(connectionId, objectName, query);
    for (const each of found) {
      const record = records.find((one) => one.get(field) === each.by);
      if (record) made.set(each.id ?? each.by, { record, found: each, how });
    }
  }
  return [...made.values()];
}

/** A value out of a list is not ours alone. */
const isMarked = ({ allowedValues }: Subject["required"]) => allowedValues === undefined;

/** Deletes what was made, and says what is still there. */
export async function clearAway(
  openConnectors: Pick<OpenConnectors, "findRecords" | "deleteRecord">,
  connectionId: string,
  subject: Subject,
  records: readonly ProbeRecord[],
): Promise<{ deleted: number; left: { id: string | null; value: string }[]; problem: string | null }> {
  let deleted = 0;
  let problem: string | null = null;
  try {
    for (const { found } of await findMade(openConnectors, connectionId, subject, records)) {
      if (found.id === null) continue;
      try {
        if (await openConnectors.deleteRecord(connectionId, subject.objectName, found.id)) deleted += 1;
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        problem = error.message;
      }
    }
    const rest = await findMade(openConnectors, connectionId, subject, records);
    return { deleted, left: rest.map(({ found }) => ({ id: found.id, value: found.by })), problem };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const value = [...(records[0]?.values() ?? [])].at(-1) ?? "";
    return { deleted, left: [{ id: null, value }], problem: error.message };
  }
}
