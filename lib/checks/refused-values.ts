import { detached } from "@/lib/csv/detached";
import type { EarlierRefusal, RefusalMemory } from "./earlier-refusal";
import { type Fault, neverSure, type ValueRule } from "./fault";
import { valueFingerprints } from "./value-fingerprint";

/** Values that were refused before, found among those that are checked. It only ever warns. */
export interface RefusedValues {
  /** `null`: nothing of the field was ever refused. */
  ruleOf(field: string): ValueRule | null;
  /** What is said of a field that is empty; `null`: that was never refused. */
  emptyFault(field: string): Fault | null;
  /** What is said of every row, as fields are not sent that rows were refused without. @param sent paths */
  unsent(sent: ReadonlySet<string>): Fault[];
}

/** Values of a column come again and again, or there are more than so many of them and remembering them is of no use. */
const mostTexts = 2_000;

export function createRefusedValues({ key, refusals }: RefusalMemory): RefusedValues {
  const bytes = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
  const fields = new Map<string, ReturnType<typeof valuesOf>>();
  for (const { field } of refusals) {
    if (fields.has(field)) continue;
    const own = refusals.filter((refusal) => refusal.field === field);
    fields.set(field, valuesOf(valueFingerprints(bytes, field), own));
  }
  const emptyOf = (field: string) => fields.get(field)?.("") ?? null;
  return {
    ruleOf(field) {
      const refusalOf = fields.get(field);
      if (refusalOf === undefined) return null;
      return {
        faultOf(value) {
          const refusal = refusalOf(value);
          return refusal && faultOf(refusal, "refused_value", refusal.words.value);
        },
        isFine: neverSure,
        repairs: [],
      };
    },
    emptyFault(field) {
      const refusal = emptyOf(field);
      return refusal && faultOf(refusal, "refused_value", refusal.words.nothing);
    },
    unsent: (sent) =>
      [...fields.keys()].flatMap((field) => {
        const refusal = sent.has(field) ? null : emptyOf(field);
        return refusal ? [faultOf(refusal, "refused_without", refusal.words.nothing)] : [];
      }),
  };
}

const faultOf = (
  { words, told }: EarlierRefusal,
  code: "refused_value" | "refused_without",
  message: string,
): Fault => ({ code, severity: "warning", message, expected: words.expected, refusal: told });

/** Tells which refusal a value belongs to, the last one where there are several. */
function valuesOf(
  fingerprintOf: (value: string) => string,
  refusals: readonly EarlierRefusal[],
): (value: string) => EarlierRefusal | null {
  const byFingerprint = new Map<string, EarlierRefusal>();
  for (const refusal of refusals.toReversed())
    for (const fingerprint of refusal.values) byFingerprint.set(fingerprint, refusal);
  const known = new Map<string, EarlierRefusal | null>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const found = byFingerprint.get(fingerprintOf(value)) ?? null;
    if (known.size < mostTexts) known.set(detached(value), found);
    return found;
  };
}
