import { booleanOf } from "@/lib/values/boolean-words";
import { measured, nameSimilarity } from "./similarity";
import type { TargetField } from "./target-field";
import type { ValueMap } from "./value-map";
import { compact, wordsOf } from "./words";

export interface AllowedValue {
  value: string;
  label?: string | undefined;
}

/** Below this, words are more often alike by chance than by meaning. */
const leastSimilarity = 0.75;

/** Values a field takes, where it takes no others; `null`: any. */
export function allowedOf({ type, allowedValues }: Pick<TargetField, "type" | "allowedValues">) {
  if (allowedValues !== undefined && allowedValues.length > 0) return allowedValues;
  return type === "boolean" ? [{ value: "true" }, { value: "false" }] : null;
}

export type GuessReason = "same" | "same_name" | "yes_no" | "similar";

/** The allowed value that is likely meant by a value, and why. @returns `null` where none is */
export function guessValue(
  value: string,
  allowed: readonly AllowedValue[],
): { value: string; reason: GuessReason } | null {
  const text = value.trim();
  const same = allowed.find((one) => one.value === text);
  if (same !== undefined) return { value: same.value, reason: "same" };
  const namesOf = ({ value: own, label }: AllowedValue) => (label === undefined ? [own] : [own, label]);
  const lower = text.toLowerCase();
  const isNamed = (one: AllowedValue, name: (text: string) => string, wanted: string) =>
    wanted !== "" && namesOf(one).some((each) => name(each) === wanted);
  const named =
    allowed.find((one) => isNamed(one, (each) => each.toLowerCase(), lower)) ??
    allowed.find((one) => isNamed(one, compact, compact(text)));
  if (named !== undefined) return { value: named.value, reason: "same_name" };
  const flag = booleanOf(text);
  const meant = flag === null ? undefined : allowed.find((one) => booleanOf(one.value) === flag);
  if (meant !== undefined) return { value: meant.value, reason: "yes_no" };
  return mostSimilar(text, allowed);
}

/** Two that are alike to the same degree are no guess. */
function mostSimilar(text: string, allowed: readonly AllowedValue[]) {
  const said = measured(wordsOf(text));
  if (said.letters === "") return null;
  const scored = allowed
    .map((one) => {
      const names = [one.value, one.label ?? one.value].map((name) => measured(wordsOf(name)));
      return { value: one.value, score: Math.max(...names.map((name) => nameSimilarity(said, name))) };
    })
    .sort((a, b) => b.score - a.score);
  const [first, second] = scored;
  if (first === undefined || first.score < leastSimilarity || first.score === second?.score) return null;
  return { value: first.value, reason: "similar" as const };
}

/**
 * A map with the best guess for each value. Values without one are left to the person: until they are matched, their rows
 * are held back.
 */
export function guessValueMap(values: readonly string[], allowed: readonly AllowedValue[]): ValueMap {
  const texts = [...new Set(values.map((value) => value.trim()))].filter((text) => text !== "");
  return {
    pairs: texts.flatMap((from) => {
      const guess = guessValue(from, allowed);
      return guess === null ? [] : [{ from, to: { kind: "value" as const, value: guess.value } }];
    }),
    others: "stop",
  };
}
