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
