import type { DistinctValue } from "@/lib/mapping/distinct-sent";
import { type AllowedValue, type GuessReason, guessValue } from "@/lib/mapping/guess-values";
import type { ValueFate, ValueMap } from "@/lib/mapping/value-map";

/** A line of the list of values: what is sent for it, and why. */
export interface ValueRow extends DistinctValue {
  /** `null`: nobody has said. */
  fate: ValueFate | null;
  guessed: GuessReason | null;
}

export function valueRows(
  values: readonly DistinctValue[],
  { pairs }: ValueMap,
  allowed: readonly AllowedValue[] | null,
): ValueRow[] {
  const fates = new Map(pairs.map(({ from, to }) => [from, to]));
  return values.map((value) => {
    const fate = fates.get(value.text) ?? null;
    const guess = allowed === null ? null : guessValue(value.text, allowed);
    const isGuess = fate?.kind === "value" && fate.value === guess?.value;
    return { ...value, fate, guessed: isGuess ? (guess?.reason ?? null) : null };
  });
}

/** The map with another fate for a value; `null`: nobody has said. */
export function withFate(map: ValueMap, from: string, fate: ValueFate | null): ValueMap {
  const at = map.pairs.findIndex((pair) => pair.from === from);
  const pair = fate === null ? [] : [{ from, to: fate }];
  const pairs = at === -1 ? [...map.pairs, ...pair] : map.pairs.toSpliced(at, 1, ...pair);
  return { ...map, pairs };
}

/** A fate as the value of a list, and back. */
export const fateKey = (fate: ValueFate | null): string | null =>
  fate === null ? null : fate.kind === "value" ? `value ${fate.value}` : fate.kind;

export function fateOf(key: string): ValueFate {
  if (key === "as_is" || key === "blank" || key === "stop") return { kind: key };
  return { kind: "value", value: key.slice("value ".length) };
}
