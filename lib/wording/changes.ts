import type { KeptStep, KeptValueMap } from "../api-contract/mapping";
import { count } from "./counts";

const quoted = (text: string) => (text === " " ? "a space" : `“${text}”`);

const cases = {
  upper: "CAPITAL LETTERS",
  lower: "small letters",
  title: "Capital First Letters",
  sentence: "Capital at the beginning",
} as const;

const orders = { dmy: "day first", mdy: "month first", serial: "as spreadsheets count days" } as const;

function partWords(take: Extract<KeptStep, { kind: "split" }>["take"]): string {
  if (typeof take === "number") return `part ${take}`;
  return take === "rest" ? "what is behind the first part" : `the ${take} part`;
}

/** What a step does, as it stands in a list: "Read amounts with a decimal comma". */
export function stepWords(step: KeptStep): string {
  switch (step.kind) {
    case "trim":
      return step.inside ? "Remove spaces around, and doubled ones inside" : "Remove spaces around";
    case "case":
      return `Write in ${cases[step.to]}`;
    case "date":
      return `Read dates ${orders[step.read.order]}, write ${step.write ?? "yyyy-MM-dd"}`;
    case "number": {
      const sign = step.read.decimal === "," ? "comma" : "point";
      const credit = step.read.credit === null ? "" : `, CR is ${step.read.credit}`;
      const percent = step.percent === "fraction" ? ", percentages as fractions" : "";
      return `Read amounts with a decimal ${sign}${credit}${percent}`;
    }
    case "split":
      return `Take ${partWords(step.take)}, divided by ${quoted(step.by)}`;
    case "replace":
      return `Replace ${quoted(step.find)} by ${step.by === "" ? "nothing" : quoted(step.by)}`;
    case "fill_above":
      return "Fill blanks from above";
    case "pad":
      return `Fill up to ${count(step.length, "character")} with ${quoted(step.with)} ${step.side === "start" ? "in front" : "behind"}`;
    case "default":
      return `Write ${quoted(step.value)} where it is blank`;
  }
}

const others = {
  as_is: "others as they are",
  blank: "others left blank",
  stop: "others hold their rows back",
} as const;

/** "5 values matched, others hold their rows back". */
export function valueMapWords({ pairs, others: rest }: KeptValueMap): string {
  return `${count(pairs.length, "value")} matched, ${others[rest]}`;
}
