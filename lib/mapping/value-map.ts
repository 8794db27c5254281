import { shown } from "@/lib/values/shown";
import type { Change, Changed } from "./step-fault";

/** What is sent for a value: another one, the value itself, nothing, or the row is held back. */
export type ValueFate =
  | { kind: "value"; value: string }
  | { kind: "as_is" }
  | { kind: "blank" }
  | { kind: "stop" };

/** What becomes of the values of a field, by their texts behind its steps. Blank values are not looked up. */
export interface ValueMap {
  /** Each `from` once. */
  pairs: { from: string; to: ValueFate }[];
  /** What becomes of values that are not among them. */
  others: "as_is" | "blank" | "stop";
}

function changed(text: string, fate: ValueFate): Changed | null {
  switch (fate.kind) {
    case "value":
      return fate.value;
    case "as_is":
      return text;
    case "blank":
      return "";
    case "stop":
      return null;
  }
}

/** A value map as a function. A value is looked up without the spaces around it, and otherwise exactly. */
export function applyValueMap({ pairs, others }: ValueMap): Change {
  const fates = new Map(pairs.map(({ from, to }) => [from.trim(), to]));
  return (text) => {
    const value = text.trim();
    if (value === "") return text;
    const known = fates.get(value);
    return (
      changed(text, known ?? { kind: others }) ?? {
        code: known === undefined ? "unmatched_value" : "stopped_value",
        message:
          known === undefined
            ? `${shown(text)} is not among the values that were matched.`
            : `Rows with ${shown(text)} are held back: it was matched so at Map.`,
        expected: "A value that is matched with one that can be sent",
      }
    );
  };
}
