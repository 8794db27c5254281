import type { Job } from "@/lib/api-contract/jobs";
import { rowsLeft } from "@/lib/wording/control";

/** Rows of an import and its corrections that can be put right and sent again now, without asking anybody anything. */
export function fixableRows(job: Job): number {
  const { failed, keptBack, notTried } = job.family.places;
  // What waits behind a hold may still be sent as it is.
  return failed + keptBack + (rowsLeft(job) > 0 ? 0 : notTried);
}

/** Where the open rows of a family are put right. @param wish narrower than all of them */
export function fixAddress(job: Job, wish: { outcomes?: string; reason?: number } = {}) {
  const query = new URLSearchParams({ corrects: job.id });
  if (wish.outcomes !== undefined) query.set("outcomes", wish.outcomes);
  if (wish.reason !== undefined) query.set("reason", String(wish.reason));
  return `/imports/new?${query}` as const;
}

/** Where a new file is loaded as this import was: its corrections were mapped by themselves, so the first one tells how. */
export function againAddress({ connectionId, objectName, family }: Job) {
  const query = new URLSearchParams({
    ...{ step: "file", connection: connectionId, object: objectName },
    again: family.root.id,
  });
  return `/imports/new?${query}` as const;
}

/** Where rows that are done are corrected. @param key path of the field their records are found by */
export function reviseAddress({ id }: Pick<Job, "id">, key: string | null) {
  const query = new URLSearchParams({ revises: id, ...(key === null ? {} : { key }) });
  return `/imports/new?${query}` as const;
}
