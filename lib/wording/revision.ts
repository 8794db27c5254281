import type { Revision } from "@/lib/api-contract/revision";

/** What the connector can do about records that exist, and so what comes of a correction. */
export function updatesWords({ updates, key }: Pick<Revision, "updates" | "key">, place: string): string {
  if (updates === true && key === null)
    return `${place} can update records that exist, but no field tells all rows of this import apart, so nothing can be sent: a list is made of what to put right there.`;
  if (updates === true)
    return `${place} can update records that exist. Each row that you change is sent whole, as an update of the record it is matched with: what was changed there since is overwritten, and a record that is no longer there is created.`;
  const can =
    updates === false
      ? `${place} can only create records`
      : `Nothing says that ${place} can update records that exist`;
  return `${can}: sent once more, each row would be there twice. Nothing is sent; what you change becomes a list of what to put right there.`;
}
