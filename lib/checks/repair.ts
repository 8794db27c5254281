import { type AmountFormat, readAmount } from "@/lib/values/amount";
import { booleanOf } from "@/lib/values/boolean-words";
import type { DateFormat } from "@/lib/values/date";
import { rewriteDate } from "@/lib/values/midnight";
import { unmangled } from "@/lib/values/mojibake";

/**
 * A way to put a value right, the same for every value of a column. Plain data, so that it can be kept and done again:
 * a million cells repaired are one repair.
 */
export type Repair =
  /** Surrounding white space goes; */
  | { kind: "trim" }
  /** spaces that do not look like spaces become plain ones or go; */
  | { kind: "spaces" }
  | { kind: "straight_quotes" }
  | { kind: "mojibake" }
  /** written as one of these, whatever its case; */
  | { kind: "allowed"; values: string[] }
  | { kind: "boolean" }
  /** a plain number such as -1234.50; */
  | { kind: "amount"; format: AmountFormat }
  /** a day as the mask writes it, ISO 8601 without one; */
  | { kind: "date"; format: DateFormat; mask: string | null }
  /** zeros in front until it has so many digits. */
  | { kind: "pad"; length: number };

/** @returns the value put right; `null` where the repair has no answer, or nothing to do */
export type Repaired = (value: string) => string | null;

/** Spaces of other widths, and characters that take no room. */
const wide = /[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]/g;
const widthless = /[\u200b-\u200d\u2060\ufeff\u00ad]/g;

/** Makes the function a repair stands for. */
export function repairOf(repair: Repair): Repaired {
  const change = changeOf(repair);
  return (value) => {
    const after = change(value);
    return after === value ? null : after;
  };
}

function changeOf(repair: Repair): Repaired {
  switch (repair.kind) {
    case "trim":
      return (value) => value.trim();
    case "spaces":
      return (value) => value.replaceAll(wide, " ").replaceAll(widthless, "").trim();
    case "straight_quotes":
      return (value) => value.replaceAll(/[‘’‚‛]/g, "'").replaceAll(/[“”„‟]/g, '"');
    case "mojibake":
      return unmangled;
    case "allowed":
      return allowed(repair.values);
    case "boolean":
      return booleanOf;
    case "amount":
      return (value) => readAmount(value, repair.format);
    case "date":
      return (value) => rewriteDate(value, repair.format, repair.mask);
    case "pad":
      return (value) => (/^\d+$/.test(value) ? value.padStart(repair.length, "0") : null);
  }
}

/** Of two that differ in case alone neither is picked. */
function allowed(values: readonly string[]): Repaired {
  const exact = new Set(values);
  const byName = new Map<string, string | null>();
  for (const value of exact) {
    const name = value.toLowerCase();
    byName.set(name, byName.has(name) ? null : value);
  }
  return (value) => {
    const bare = value.trim();
    return exact.has(bare) ? bare : (byName.get(bare.toLowerCase()) ?? null);
  };
}
