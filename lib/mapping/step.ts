import type { AmountFormat } from "@/lib/values/amount";
import type { DateFormat } from "@/lib/values/date";

export type LetterCase = "upper" | "lower" | "title" | "sentence";

/** Which of the parts a text is split into: the n-th from 1, the first, the last, or all behind the first. */
export type SplitPart = number | "first" | "last" | "rest";

/**
 * One change to every value of a field on its way from the file. Plain data, done in the order of the list. A blank value
 * stays blank, but for `fill_above` and `default`. What a step cannot do with a value is never passed over: the row is
 * held back.
 */
export type Step =
  /** White space around goes; with `inside`, runs of it between words become one space. */
  | { kind: "trim"; inside: boolean }
  | { kind: "case"; to: LetterCase }
  /** A calendar day, read as `read` says and written by a Java pattern of year, month and day; `null`: as 2026-09-30. */
  | { kind: "date"; read: DateFormat; write: string | null }
  /** A plain number such as -1234.50, exactly. A percentage keeps its number, or becomes the fraction: 12.5 % is 0.125. */
  | { kind: "number"; read: AmountFormat; percent: "keep" | "fraction" }
  /** One part of the text between occurrences of `by`, without spaces around it. `missing`: what a text without it gives. */
  | { kind: "split"; by: string; take: SplitPart; missing: "stop" | "blank" }
  | { kind: "replace"; find: string; by: string; matchCase: boolean; wholeCell: boolean }
  /** A blank value becomes the one above it. At most once among the steps of a field. */
  | { kind: "fill_above" }
  /** Texts shorter than `length` characters get `with`, one character, at a side. */
  | { kind: "pad"; length: number; with: string; side: "start" | "end" }
  /** What stands where there is no value. */
  | { kind: "default"; value: string };

export type StepKind = Step["kind"];
