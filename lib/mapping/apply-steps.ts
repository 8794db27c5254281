import { replacing } from "@/lib/values/text-finder";
import { toCase } from "./letter-case";
import { padText } from "./pad-text";
import { readDay } from "./read-day";
import { readNumber } from "./read-number";
import { splitText } from "./split-text";
import type { Step } from "./step";
import { type Change, isText } from "./step-fault";

/** A step that looks at one value alone. */
export type PlainStep = Exclude<Step, { kind: "fill_above" }>;

const isBlank = (text: string) => text === "" || text.trim() === "";

/** What a step does with a value that is not blank. */
function changeOf(step: Exclude<PlainStep, { kind: "default" }>): Change {
  switch (step.kind) {
    case "trim":
      return (text) => (step.inside ? text.trim().replaceAll(/\s+/g, " ") : text.trim());
    case "case":
      return (text) => toCase(text, step.to);
    case "date":
      return (text) => readDay(text, step);
    case "number":
      return (text) => readNumber(text, step);
    case "split":
      return (text) => splitText(text, step);
    case "replace":
      // Nothing to look for is found nowhere.
      if (step.find === "") return (text) => text;
      return replacing({ text: step.find, matchCase: step.matchCase, wholeCell: step.wholeCell }, step.by);
    case "pad":
      return (text) => padText(text, step);
  }
}

function stepChange(step: PlainStep): Change {
  if (step.kind === "default") return (text) => (isBlank(text) ? step.value : text);
  const change = changeOf(step);
  // White space alone is nothing: trimmed, it is; for the others it has no date, number or part.
  return (text) => (isBlank(text) ? "" : change(text));
}

/** Steps as one function. The first that cannot be done ends it. */
export function applySteps(steps: readonly PlainStep[]): Change {
  const changes = steps.map(stepChange);
  return (text) => {
    let value = text;
    for (const change of changes) {
      const changed = change(value);
      if (!isText(changed)) return changed;
      value = changed;
    }
    return value;
  };
}
