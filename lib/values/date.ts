import { type Day, isDay, monthNumber, serialDay } from "./calendar";

/** How the dates of a whole column are written. ISO dates and months by name are read in any of them. */
export type DateFormat =
  | { order: "dmy" | "mdy" /** Two-digit years up to this one are of this century. */; pivot: number }
  | { order: "serial"; system: 1900 | 1904 };

/** Of two-digit years those up to 49 are taken for 2000 to 2049. */
export const usualPivot = 49;

/** A date taken apart, before the order of its numbers is settled. */
export type DateParts =
  | { kind: "iso"; day: Day; time: string }
  | { kind: "named"; day: number; month: number; year: string; time: string }
  | { kind: "numbers"; first: number; second: number; year: string; time: string }
  | { kind: "serial"; days: number };

const time =
  "(?:(?:T|,?\\s+)(\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:\\s*[AaPp][Mm])?(?:Z|[+-]\\d{2}:?\\d{2})?))?";
const weekday = "(?:\\p{L}{2,10}[.,]?,?\\s+)?";
const iso = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${time}$`);
const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const numbers = new RegExp(`^(\\d{1,2})\\s?([./-])\\s?(\\d{1,2})\\s?\\2\\s?(\\d{4}|\\d{2})${time}$`);
const dayFirst = new RegExp(
  `^${weekday}(\\d{1,2})(?:\\.|st|nd|rd|th)?[\\s.-]*(\\p{L}+\\.?)[\\s,.-]*'?(\\d{4}|\\d{2})${time}$`,
  "u",
);
const monthFirst = new RegExp(
  `^${weekday}(\\p{L}+\\.?)[\\s-]+(\\d{1,2})(?:st|nd|rd|th)?,?[\\s-]+'?(\\d{4}|\\d{2})${time}$`,
  "u",
);
const serial = /^(\d{4,6})(?:[.,]\d+)?$/;

/** Takes a date apart; `null` for text that has not the shape of one. */
export function dateParts(text: string): DateParts | null {
  const value = text.trim();
  if (!/^[\p{L}\d]/u.test(value)) return null;
  return isoParts(value) ?? numberParts(value) ?? namedParts(value) ?? serialParts(value);
}

function isoParts(value: string): DateParts | null {
  const dashed = iso.exec(value);
  const match = dashed ?? compact.exec(value);
  if (match === null) return null;
  const [year, month, day] = dashed === null ? match.slice(1) : [match[1], match[3], match[4]];
  const found = { year: Number(year), month: Number(month), day: Number(day) };
  return isDay(found) ? { kind: "iso", day: found, time: dashed?.[5] ?? "" } : null;
}

function numberParts(value: string): DateParts | null {
  const match = numbers.exec(value);
  if (match === null) return null;
  const [, first, , second, year = "", clock = ""] = match;
  return { kind: "numbers", first: Number(first), second: Number(second), year, time: clock };
}

function namedParts(value: string): DateParts | null {
  const [match, dayAt, monthAt] = [dayFirst.exec(value), 1, 2];
  const [found, day, month] = match === null ? [monthFirst.exec(value), 2, 1] : [match, dayAt, monthAt];
  const number = monthNumber(found?.[month] ?? "");
  if (found === null || number === null) return null;
  return {
    kind: "named",
    day: Number(found[day]),
    month: number,
    year: found[3] ?? "",
    time: found[4] ?? "",
  };
}

function serialParts(value: string): DateParts | null {
  const match = serial.exec(value);
  return match === null ? null : { kind: "serial", days: Number(match[1]) };
}

/** A calendar day, and the time beside it as it was written. */
export interface DateRead {
  day: Day;
  time: string;
}

const fullYear = (year: string, pivot: number) =>
  year.length === 4 ? Number(year) : Number(year) + (Number(year) <= pivot ? 2000 : 1900);

/** Reads a date as its column is written; `null` for what is none, such as 31.09.2026. */
export function readDate(text: string, format: DateFormat): DateRead | null {
  const parts = dateParts(text);
  if (parts === null) return null;
  const pivot = format.order === "serial" ? usualPivot : format.pivot;
  switch (parts.kind) {
    case "iso":
      return { day: parts.day, time: parts.time };
    case "serial": {
      const day = format.order === "serial" ? serialDay(parts.days, format.system) : null;
      return day === null ? null : { day, time: "" };
    }
    case "named":
      return checked({ year: fullYear(parts.year, pivot), month: parts.month, day: parts.day }, parts.time);
    case "numbers": {
      if (format.order === "serial") return null;
      const [day, month] = format.order === "dmy" ? [parts.first, parts.second] : [parts.second, parts.first];
      return checked({ year: fullYear(parts.year, pivot), month, day }, parts.time);
    }
  }
}

const checked = (day: Day, clock: string): DateRead | null => (isDay(day) ? { day, time: clock } : null);

const padded = (value: number, length: number) => String(value).padStart(length, "0");

export function isoDay({ year, month, day }: Day): string {
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

/** Writes a day by a mask of year, month and day alone, such as `dd/MM/yyyy`; `null` for a mask with more in it. */
export function writeDay({ year, month, day }: Day, mask: string): string | null {
  const parts: Readonly<Record<string, string>> = {
    yyyy: padded(year, 4),
    uuuu: padded(year, 4),
    yy: padded(year % 100, 2),
    MM: padded(month, 2),
    M: String(month),
    dd: padded(day, 2),
    d: String(day),
  };
  let isWhole = true;
  const written = mask.replaceAll(/([A-Za-z])\1*/g, (letters) => {
    isWhole &&= parts[letters] !== undefined;
    return parts[letters] ?? "";
  });
  return isWhole && !mask.includes("'") ? written : null;
}

/** Whether a time says no more than the day it stands beside. */
export const isMidnight = (time: string) => time === "" || /^0?0:00(:00(\.0+)?)?$/.test(time);
