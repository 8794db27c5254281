import { type AmountFormat, readAmount } from "@/lib/values/amount";
import type { Settled } from "@/lib/values/amount-evidence";
import { type DateFormat, rewriteDate, writeDay } from "@/lib/values/date";
import { padText } from "./pad-text";
import type { Step } from "./step";
import type { TargetField } from "./target-field";

/** What the values of a column show, as far as changes follow from it. */
export interface ColumnEvidence {
  samples: readonly string[];
  /** All different values; `null`: there are too many. */
  values: readonly { value: string }[] | null;
  amounts: Settled<AmountFormat> | null;
  dates: Settled<DateFormat> | null;
  /** Digits its codes have, where shorter ones seem to have lost zeros. */
  padTo: number | null;
}

/** A change that the values ask for. It is offered; only a person takes it. */
export interface SuggestedStep {
  step: Step;
  /** Why, whole sentences. */
  evidence: string;
}

/** The form a date field asks for, as the step writes it; `null` for ISO 8601, `undefined` where no day can be written. */
export function dayMask({ mask }: Pick<TargetField, "mask">): string | null | undefined {
  if (mask === undefined) return null;
  if (mask === "milliseconds") return undefined;
  const written = writeDay({ year: 2026, month: 9, day: 30 }, mask);
  // A day is taken where a day and a time are asked for; none is made up.
  return written === null ? null : mask;
}

/** Changes the values of a column ask for on their way to a field, each with its evidence. Several of a kind: it ties. */
export function suggestSteps(
  column: ColumnEvidence,
  field: Pick<TargetField, "type" | "mask">,
  steps: readonly Step[] = [],
): SuggestedStep[] {
  const has = (kind: Step["kind"]) => steps.some((step) => step.kind === kind);
  const values = column.values?.map(({ value }) => value) ?? column.samples;
  const found: SuggestedStep[] = [];
  if (!has("trim") && values.some((value) => value !== value.trim()))
    found.push({
      step: { kind: "trim", inside: false },
      evidence: "Some values have spaces around them.",
    });
  if (isNumber(field) && !has("number")) found.push(...numberSteps(column.amounts, values));
  if (isDate(field) && !has("date")) found.push(...dateSteps(column.dates, values, dayMask(field)));
  if (field.type === "string" && !isDate(field) && !has("pad")) found.push(...padSteps(column.padTo, values));
  return found;
}

const isNumber = ({ type }: Pick<TargetField, "type">) => type === "number" || type === "integer";
const isDate = ({ type, mask }: Pick<TargetField, "type" | "mask">) => type === "date" || mask !== undefined;

function numberSteps(amounts: Settled<AmountFormat> | null, values: readonly string[]): SuggestedStep[] {
  if (amounts === null) return [];
  const steps = amounts.choices.map(
    ({ format }): SuggestedStep => ({
      step: { kind: "number", read: format, percent: "keep" },
      evidence: amounts.evidence,
    }),
  );
  const changes = amounts.choices.some(({ format }) =>
    values.some((value) => (readAmount(value, format) ?? value) !== value),
  );
  return changes ? steps : [];
}

function dateSteps(
  dates: Settled<DateFormat> | null,
  values: readonly string[],
  mask: string | null | undefined,
): SuggestedStep[] {
  if (dates === null || mask === undefined) return [];
  const changes = dates.choices.some(({ format }) =>
    values.some((value) => (rewriteDate(value, format, mask) ?? value) !== value),
  );
  if (!changes) return [];
  return dates.choices.map(({ format }) => ({
    step: { kind: "date", read: format, write: mask },
    evidence: dates.evidence,
  }));
}

function padSteps(length: number | null, values: readonly string[]): SuggestedStep[] {
  if (length === null) return [];
  const step = { kind: "pad", length, with: "0", side: "start" } as const;
  const short = values.find((value) => /^\d+$/.test(value) && padText(value, step) !== value);
  const evidence = `Codes here have ${length} digits${short === undefined ? "" : `; ${short} may have lost its zeros`}. Excel does this when it opens a file.`;
  return [{ step, evidence }];
}
