import type { StoredRecord } from "../records/object-store";
import { shapeFor } from "../records/shape";
import { valuesAt } from "../records/values-at";
import { type Condition, parseWhere } from "../records/where";
import type { BulkJob, DownloadQuery } from "./bulk-job";
import { createPace } from "./pace";
import { type End, endOf } from "./process-upload";

function conditionFor({ where, between }: DownloadQuery): Condition {
  const asked = where === null ? null : parseWhere(where);
  const inTime = (record: StoredRecord) => {
    if (!between) return true;
    const moment = String(valuesAt(record, between.field)[0] ?? "").replace(" ", "T");
    return (between.from === null || moment >= between.from) && (between.to === null || moment <= between.to);
  };
  return (record) => inTime(record) && (asked?.(record) ?? true);
}

/** Gathers what a download asked for. */
export async function processDownload(job: BulkJob, query: DownloadQuery): Promise<End> {
  const { behaviour, stores } = job.connection;
  const store = stores.get(job.objectName);
  if (!store) return { status: "ERROR", error: `${job.objectName} is not an object of this connector` };
  const stopped = job.cancel.signal;
  const pace = createPace(() => behaviour.recordsPerSecond, stopped);
  const condition = conditionFor(query);
  const shape = shapeFor(
    new URLSearchParams(query.fields ? { fields: query.fields } : {}),
    store.model,
    false,
  );
  for await (const records of store.pages()) {
    for (const record of records.filter(condition)) {
      const early = endOf(job, job.recordsCount);
      if (early) return early;
      if (job.recordsCount === query.limit) return { status: "COMPLETED" };
      await pace();
      if (stopped.aborted) return { status: "CANCELLED" };
      job.results.append(shape(record));
      job.recordsCount += 1;
    }
  }
  return { status: "COMPLETED" };
}
