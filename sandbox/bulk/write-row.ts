import type { FlatRecord, Problem } from "../connectors/connector";
import type { ObjectStore, Outcome } from "../records/object-store";
import type { BulkJob } from "./bulk-job";
import type { Row } from "./read-rows";

/** Does with one row what the job was told to do: create, upsert or update. */
export type WriteRow = (row: Row) => Outcome;

const refused = (message: string): { problems: Problem[] } => ({ problems: [{ field: null, message }] });

/**
 * How the rows of a job are written, by its `metaData`: `action` upsert or update looks for the record by
 * `identifierFieldName`, `primaryKeyName` or the object's own key (Open Connectors reference, metaData keys).
 */
export function rowWriter(job: BulkJob): WriteRow {
  const { connection, objectName, metaData } = job;
  const store = connection.stores.get(objectName);
  if (!store) return () => refused(`${objectName} is not an object of this connector`);
  const create = (record: FlatRecord) => store.create(record, connection.neighbours);
  const action = connection.behaviour.upsert ? metaData.action : "create";
  const write = action === "upsert" || action === "update" ? changer(job, store, create) : create;
  return (row) => ("complaint" in row ? refused(row.complaint) : write(row.record));
}

function changer(
  { connection, metaData }: BulkJob,
  store: ObjectStore,
  create: (record: FlatRecord) => Outcome,
): (record: FlatRecord) => Outcome {
  const { idField } = store.model.spec;
  const key = String(metaData.identifierFieldName ?? metaData.primaryKeyName ?? idField);
  return (record) => {
    const value = record.get(key);
    const id = value === undefined ? undefined : store.find(key, String(value));
    if (id !== undefined) return store.update(id, { record, mode: "merge" }, connection.neighbours);
    if (metaData.action === "upsert") return create(record);
    return refused(`no ${store.model.spec.singular} with ${key} ${value ?? "(no value)"} exists`);
  };
}
