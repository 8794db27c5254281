import type { Field } from "@/lib/api-contract/connections";
import { number } from "@/lib/wording/counts";

/** Why a value cannot stand in every row of a required field; `null` when it can. Characters are counted as at Check. */
export function valueFault(value: string, { maxLength }: Pick<Field, "maxLength">): string | null {
  if (value.trim() === "") return "A value is needed.";
  const length = [...value].length;
  if (maxLength === undefined || length <= maxLength) return null;
  const characters = length === 1 ? "character" : "characters";
  return `${number(length)} ${characters}, ${number(maxLength)} ${maxLength === 1 ? "is" : "are"} allowed.`;
}
