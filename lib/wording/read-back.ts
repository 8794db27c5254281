import type { ReadBack } from "@/lib/api-contract/read-back";
import { count, number } from "./counts";
import { shortDay } from "./times";

/** Values that are asked for in one call, where the connector takes several. */
const valuesInCall = 20;

/** "About 50 calls, one for each row at the most." */
export function callsWords(rows: number): string {
  const calls = Math.ceil(rows / valuesInCall);
  return rows === 1
    ? "One call."
    : `About ${count(calls, "call")}, ${number(rows)} at the most, one after another.`;
}

/** Whether records can be asked for by a value, and what says so. */
export function searchWords({ works, by, at }: ReadBack["search"], place: string): string {
  if (works === null)
    return `Nothing says whether ${place} can be asked for records by a value, so it is not asked. The probe of the connection finds it out.`;
  if (by === "probe" && at !== null) {
    const when = `The probe of ${shortDay(at, new Date())} saw that ${place}`;
    return works
      ? `${when} can be asked for records by a value.`
      : `${when} can only be read through as a whole, which takes too many calls for this.`;
  }
  return works
    ? `Open Connectors documents that ${place} can be asked for its records.`
    : `Open Connectors documents no search of these records in ${place}, so it is not asked.`;
}
