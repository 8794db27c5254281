import type { Field } from "@/lib/api-contract/connections";
import type { ColumnFacts } from "@/lib/checks/column-facts";
import type { Step, StepKind } from "@/lib/mapping/step";
import { dayMask } from "@/lib/mapping/suggest-steps";
import { usualPivot } from "@/lib/values/date";

/** The changes there are, in the order of the menu. */
export const stepNames: Readonly<Record<StepKind, string>> = {
  trim: "Remove spaces",
  case: "Capital or small letters",
  number: "Read amounts",
  date: "Read dates",
  split: "Take a part",
  replace: "Find and replace",
  pad: "Fill up, such as lost zeros",
  default: "Write something where it is blank",
  fill_above: "Fill blanks from above",
};

export const stepKinds: readonly StepKind[] = [
  "trim",
  "case",
  "number",
  "date",
  "split",
  "replace",
  "pad",
  "default",
  "fill_above",
];

/** A change as it begins, as the column suggests it. */
export function newStep(kind: StepKind, field: Field, facts: ColumnFacts | null): Step {
  switch (kind) {
    case "trim":
      return { kind, inside: false };
    case "case":
      return { kind, to: "upper" };
    case "number":
      return {
        kind,
        read: facts?.amounts?.choices[0]?.format ?? { decimal: ".", credit: null },
        percent: "keep",
      };
    case "date":
      return {
        kind,
        read: facts?.dates?.choices[0]?.format ?? { order: "dmy", pivot: usualPivot },
        write: dayMask(field) ?? null,
      };
    case "split":
      return { kind, by: separatorIn(facts), take: "first", missing: "stop" };
    case "replace":
      return { kind, find: "", by: "", matchCase: true, wholeCell: false };
    case "fill_above":
      return { kind };
    case "pad":
      return { kind, length: facts?.padTo ?? Math.max(1, facts?.longest ?? 1), with: "0", side: "start" };
    case "default":
      return { kind, value: "" };
  }
}

function separatorIn(facts: ColumnFacts | null): string {
  const first = facts?.samples[0] ?? "";
  return [";", ",", "/", "|", " - ", "-", " "].find((sign) => first.includes(sign)) ?? ",";
}
