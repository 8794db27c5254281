import { type AmountFormat, readAmount } from "@/lib/values/amount";
import type { Settled } from "@/lib/values/amount-evidence";
import type { DateFormat } from "@/lib/values/date";
import { writeMidnight } from "@/lib/values/midnight";
import { padText } from "./pad-text";
import { readDay } from "./read-day";
import type { Step } from "./step";
import { type Changed, isText } from "./step-fault";
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
  // Letters that are not understood: a day as ISO 8601 writes it is the best that can be sent.
  return writeMidnight({ year: 2026, month: 9, day: 30 }, mask) === null ? null : mask;
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
  const steps = dates.choices.map(({ format }) => ({ kind: "date", read: format, write: mask }) as const);
  const changes = steps.some((step) => values.some((value) => isChanged(readDay(value, step), value)));
  return changes ? steps.map((step) => ({ step, evidence: dates.evidence })) : [];
}

const isChanged = (changed: Changed, value: string) => isText(changed) && changed !== value;

function padSteps(length: number | null, values: readonly string[]): SuggestedStep[] {
  if (length === null) return [];
  const step = { kind: "pad", length, with: "0", side: "start" } as const;
  const short = values.find((value) => /^\d+$/.test(value) && padText(value, step) !== value);
  const evidence = `Codes here have ${length} digits${short === undefined ? "" : `; ${short} may have lost its zeros`}. Excel does this when it opens a file.`;
  return [{ step, evidence }];
}
