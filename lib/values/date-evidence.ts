import type { Settled } from "./amount-evidence";
import { type DateFormat, dateParts, usualPivot } from "./date";

/** What the dates of a column say of how they are written. Counts are rows. */
export interface DateEvidence {
  dates: number;
  iso: number;
  named: number;
  /** The first number is above 12, so it is a day; */
  dayFirst: number;
  /** the second is; */
  monthFirst: number;
  /** neither is, and they differ. */
  either: number;
  shortYear: number;
  /** Whole numbers a spreadsheet may mean a day by. */
  serial: number;
  examples: Partial<Record<"dayFirst" | "monthFirst" | "either" | "serial", string>>;
}

export const noDates = (): DateEvidence => ({
  dates: 0,
  iso: 0,
  named: 0,
  dayFirst: 0,
  monthFirst: 0,
  either: 0,
  shortYear: 0,
  serial: 0,
  examples: {},
});

/** From 1954 to 2064. */
const isLikelySerial = (days: number) => days >= 20_000 && days <= 60_000;

/** Adds what a value says that stands in so many rows. @returns whether it may be a date at all */
export function addDate(evidence: DateEvidence, text: string, times = 1): boolean {
  const parts = dateParts(text);
  if (parts === null) return false;
  if (parts.kind === "serial") {
    if (!isLikelySerial(parts.days)) return false;
    evidence.serial += times;
    evidence.examples.serial ??= text;
    return true;
  }
  if (parts.kind === "iso") evidence.iso += times;
  else {
    if (parts.kind === "numbers" && !addOrder(evidence, parts, () => text, times)) return false;
    if (parts.kind === "named") evidence.named += times;
    if (parts.year.length === 2) evidence.shortYear += times;
  }
  evidence.dates += times;
  return true;
}

/** Adds what the first two numbers of a date say of their order. @returns whether they can be day and month at all */
export function addOrder(
  evidence: DateEvidence,
  { first, second }: { first: number; second: number },
  text: () => string,
  times: number,
): boolean {
  if (first < 1 || second < 1 || first > 31 || second > 31 || (first > 12 && second > 12)) return false;
  if (first === second) return true;
  const says = first > 12 ? "dayFirst" : second > 12 ? "monthFirst" : "either";
  evidence[says] += times;
  evidence.examples[says] ??= text();
  return true;
}

const rows = (count: number) => `${count.toLocaleString("en-GB")} ${count === 1 ? "row" : "rows"}`;
const has = (count: number) => (count === 1 ? "has" : "have");

const dmy: DateFormat = { order: "dmy", pivot: usualPivot };
const mdy: DateFormat = { order: "mdy", pivot: usualPivot };
const choiceOf = {
  dmy: { format: dmy, words: "Day first" },
  mdy: { format: mdy, words: "Month first" },
} as const;

/** Settles how the dates of a column are written, or says why it cannot be told. */
export function settleDates(evidence: DateEvidence): Settled<DateFormat> {
  const { dates, iso, named, dayFirst, monthFirst, either, serial, examples } = evidence;
  if (dates === 0 && serial > 0) {
    const said = `${rows(serial)} ${has(serial)} whole numbers such as ${examples.serial ?? ""}, as a spreadsheet counts days.`;
    return {
      format: null,
      choices: [
        { format: { order: "serial", system: 1900 }, words: "Days since 1900, as Excel counts" },
        { format: { order: "serial", system: 1904 }, words: "Days since 1904, as old Excel for Mac counts" },
      ],
      evidence: said,
    };
  }
  const isTie = dayFirst > 0 === monthFirst > 0 && dayFirst + monthFirst + either > 0;
  const settled = monthFirst > 0 ? choiceOf.mdy : choiceOf.dmy;
  const choices = isTie ? [choiceOf.dmy, choiceOf.mdy] : [settled];
  const said = orderWords(evidence);
  if (iso > 0) said.push(`${rows(iso)} ${has(iso)} the year first.`);
  if (named > 0) said.push(`${rows(named)} ${has(named)} the month by its name.`);
  if (evidence.shortYear > 0) said.push(`Two-digit years up to ${usualPivot} are taken for 20${usualPivot}.`);
  return { format: isTie || dates === 0 ? null : settled.format, choices, evidence: said.join(" ") };
}

function orderWords({ dayFirst, monthFirst, either, examples }: DateEvidence): string[] {
  if (dayFirst > 0 && monthFirst > 0)
    return [
      `${rows(dayFirst)} ${has(dayFirst)} a first number above 12, such as ${examples.dayFirst ?? ""}, and ${rows(monthFirst)} a second, such as ${examples.monthFirst ?? ""}.`,
    ];
  if (dayFirst > 0)
    return [`Day-month: ${rows(dayFirst)} ${has(dayFirst)} a first number above 12, none says otherwise.`];
  if (monthFirst > 0)
    return [
      `Month-day: ${rows(monthFirst)} ${has(monthFirst)} a second number above 12, none says otherwise.`,
    ];
  if (either > 0)
    return [
      `Day-month or month-day: no number of ${rows(either)}, such as ${examples.either ?? ""}, is above 12.`,
    ];
  return [];
}
