import type { Refusal, Refusals } from "@/lib/api-contract/refusals";
import type { RefusalMemory } from "@/lib/checks/earlier-refusal";
import type { Destination } from "@/lib/import-draft";
import type { Mapping } from "@/lib/mapping/mapping";
import { hintFor, isTaken } from "@/lib/reasons/hint";
import { shortDay } from "@/lib/wording/times";

/**
 * What an object refused before, in the words in which it is told at Check. That a record is there already is no fault where
 * it is to be updated.
 */
export function toMemory(
  { key, refusals }: Refusals,
  { connection, fields }: Destination,
  mapping: Mapping,
  now: Date,
): RefusalMemory {
  const isMeant = ({ field, signature }: Refusal) =>
    mapping.mode === "upsert" && field === mapping.key && isTaken(signature);
  const by = connection.connector.name;
  const labels = new Map(fields.map(({ path, label }) => [path, label]));
  return {
    key,
    refusals: refusals
      .filter((refusal) => !isMeant(refusal))
      .map(({ field, values, signature, at, job, hint }) => ({
        ...{ field, values },
        words: words({ field: labels.get(field) ?? field, by, signature, at }, now),
        told: { by, at, signature, job, hint },
      })),
  };
}

function words(
  { field, by, signature, at }: Pick<Refusal, "field" | "signature" | "at"> & { by: string },
  now: Date,
) {
  const on = `on ${shortDay(at, now)}: ${signature}`;
  return {
    value: `${by} refused this value ${on}`,
    nothing: `${by} refused rows without ${field} ${on}`,
    expected: hintFor(signature) ?? `Something else, unless it was put right in ${by} since.`,
  };
}
