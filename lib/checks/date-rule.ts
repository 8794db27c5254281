import type { Settled } from "@/lib/values/amount-evidence";
import { isDay } from "@/lib/values/calendar";
import { type DateFormat, readDate, writeDay } from "@/lib/values/date";
import { shown } from "@/lib/values/shown";
import { createIsoMask, type DateMask, parseDateMask } from "./date-mask";
import { type Fault, fixTo, neverSure, type ValueRule } from "./fault";
import type { Fix } from "./issue";
import { type Repair, repairOf } from "./repair";

const otherDateForm = /^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})\b/;

/** Whether three numbers are a day of the calendar in any of the usual orders. */
function canBeDay([, first, second, third]: readonly string[]): boolean {
  const [a, b, c] = [Number(first), Number(second), Number(third)];
  const orders = [
    { year: a, month: b, day: c },
    { year: c, month: b, day: a },
    { year: c, month: a, day: b },
  ];
  return orders.some(isDay);
}

/**
 * Dates, in the form the field asks for and read as the whole column is written.
 *
 * @param mask Java date pattern; absent: ISO 8601
 * @param column how the column writes dates; `null`: nothing is known
 */
export function dateRule(mask: string | undefined, column: Settled<DateFormat> | null): ValueRule | null {
  if (mask === "milliseconds") return millisecondsRule();
  const iso = createIsoMask();
  const exact = mask === undefined ? iso : parseDateMask(mask);
  if (exact === null) return null;
  const asksTime = mask !== undefined && writeDay({ year: 2026, month: 9, day: 30 }, mask) === null;
  const choices = column?.choices ?? [];
  const repairs = choices.map(({ format, words }) => ({
    label: `Read the column so: ${words.toLowerCase()}`,
    repair: { kind: "date", format, mask: mask ?? null } satisfies Repair,
  }));
  const readings = repairs.map(({ repair }) => {
    const repaired = repairOf(repair);
    return (value: string) => (readDate(value, repair.format) === null ? null : (repaired(value) ?? value));
  });
  const faultOf = (value: string): Fault | null => {
    const read = readings.map((reading) => reading(value)).filter((date) => date !== null);
    const dates = [...new Set(read)].filter((date) => exact.fault(date) === "");
    if (dates.length > 1) return undecided(value, dates, column?.evidence ?? "", exact);
    const [date] = dates;
    const fault = exact.fault(value);
    if (date === value || (date === undefined && fault === "")) return null;
    if (date === undefined)
      return fault === null ? otherForm(value, mask, exact, iso) : notADate(value, fault, exact);
    if (fault === "") return dayFault(value, date, column?.evidence ?? "", exact);
    // Where a time is asked for too, a day may do as ISO 8601 alone.
    return formFault(value, date, asksTime && iso.fault(value) === null ? "day_form" : "date_form", exact);
  };
  return {
    isFine: neverSure,
    faultOf,
    repairs: repairs.flatMap((offered) =>
      (["date_form", "day_form", "date_order"] as const).map((code) => ({ code, ...offered })),
    ),
  };
}

function millisecondsRule(): ValueRule {
  const expected = "Milliseconds since 1970, such as 1790726400000";
  return {
    isFine: neverSure,
    faultOf: (value) =>
      /^-?\d+$/.test(value)
        ? null
        : { code: "date", severity: "error", message: `${shown(value)} is not a date.`, expected },
    repairs: [],
  };
}

const expectedBy = ({ example }: DateMask) => `A date such as ${example}`;

/** The value says another day where it goes than it does in its column. */
function dayFault(value: string, date: string, evidence: string, exact: DateMask): Fault {
  return {
    code: "date_order",
    severity: "error",
    message: `${shown(value)} is ${date} as this column is written. ${evidence}`.trim(),
    expected: expectedBy(exact),
    fixes: [fixTo(date)],
  };
}

/** The day is known; how it is written is not what the field asks for. */
function formFault(value: string, date: string, code: "date_form" | "day_form", exact: DateMask): Fault {
  return {
    code,
    severity: code === "day_form" ? "error" : "warning",
    message: `${shown(value)} is a date in another form, which ${code === "day_form" ? "is not taken" : "may not be read"}.`,
    expected: expectedBy(exact),
    fixes: [fixTo(date)],
  };
}

function undecided(value: string, dates: readonly string[], evidence: string, exact: DateMask): Fault {
  const fixes: Fix[] = dates.filter((date) => date !== value).map(fixTo);
  return {
    code: "date_order",
    severity: "error",
    message: `${shown(value)} can be ${dates.join(" or ")}. ${evidence}`.trim(),
    expected: expectedBy(exact),
    fixes,
  };
}

function notADate(value: string, why: string, exact: DateMask): Fault {
  const message =
    why === ""
      ? `${shown(value)} is not a date in the form expected.`
      : `${shown(value)} is not a date. ${why}`;
  return { code: "date", severity: "error", message, expected: expectedBy(exact) };
}

/** A day without its time may well be taken, and where no form was named another may be: both are worth a look. */
function otherForm(value: string, mask: string | undefined, exact: DateMask, iso: DateMask): Fault {
  const asIso = mask?.startsWith("yyyy-MM-dd") === true ? iso.fault(value) : null;
  if (asIso !== null && asIso !== "") return notADate(value, asIso, exact);
  const numbers = mask === undefined ? otherDateForm.exec(value) : null;
  if (numbers !== null && !canBeDay(numbers)) return notADate(value, "No calendar has such a day.", exact);
  const isLikely = asIso === "" || numbers !== null;
  if (!isLikely) return notADate(value, "", exact);
  const message = `${shown(value)} is a date in another form, which may not be read.`;
  return { code: "date_form", severity: "warning", message, expected: expectedBy(exact) };
}
