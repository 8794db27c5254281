import type { Field } from "@/lib/api-contract/connections";
import { placeholdersOf, templateFault } from "@/lib/mapping/placeholders";
import { number } from "@/lib/wording/counts";

/**
 * Why a value cannot stand in every row of a field; `null` when it can. Characters are counted as at Check, which alone
 * knows how long a value with placeholders becomes.
 */
export function valueFault(value: string, { maxLength }: Pick<Field, "maxLength">): string | null {
  if (value.trim() === "") return "A value is needed.";
  const fault = templateFault(value);
  if (fault !== null) return fault;
  const length = [...value].length;
  if (maxLength === undefined || length <= maxLength || placeholdersOf(value).size > 0) return null;
  const characters = length === 1 ? "character" : "characters";
  return `${number(length)} ${characters}, ${number(maxLength)} ${maxLength === 1 ? "is" : "are"} allowed.`;
}
