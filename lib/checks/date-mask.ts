/** Dates as text. A date is a calendar day: nothing here knows a clock or a time zone. */

export interface DateMask {
  /** `null` when the text has not the mask's form; otherwise what is wrong with the date, or `""` when nothing is. */
  fault(text: string): string | null;
  /** A date in the mask's form. */
  example: string;
}

type Part = "y" | "M" | "d" | "H" | "h" | "m" | "s";

/** Pattern letters of `java.text.SimpleDateFormat`, by letter and length; others are not understood. */
const letters: Readonly<Record<string, readonly [pattern: string, example: string]>> = {
  yyyy: ["(?<y>\\d{4})", "2026"],
  uuuu: ["(?<y>\\d{4})", "2026"],
  yy: ["\\d{2}", "26"],
  MM: ["(?<M>\\d{2})", "09"],
  M: ["(?<M>\\d{1,2})", "9"],
  dd: ["(?<d>\\d{2})", "30"],
  d: ["(?<d>\\d{1,2})", "30"],
  HH: ["(?<H>\\d{2})", "14"],
  H: ["(?<H>\\d{1,2})", "14"],
  hh: ["(?<h>\\d{2})", "02"],
  h: ["(?<h>\\d{1,2})", "2"],
  mm: ["(?<m>\\d{2})", "05"],
  m: ["(?<m>\\d{1,2})", "5"],
  ss: ["(?<s>\\d{2})", "00"],
  s: ["(?<s>\\d{1,2})", "0"],
  SSS: ["\\d{3}", "000"],
  S: ["\\d{1,3}", "0"],
  a: ["[AaPp][Mm]", "PM"],
  X: ["(?:Z|[+-]\\d{2})", "Z"],
  XX: ["(?:Z|[+-]\\d{4})", "Z"],
  XXX: ["(?:Z|[+-]\\d{2}:\\d{2})", "Z"],
  Z: ["[+-]\\d{4}", "+0000"],
};

const limits: Readonly<
  Record<Exclude<Part, "y" | "M" | "d">, readonly [low: number, high: number, unit: string]>
> = {
  H: [0, 23, "hour"],
  h: [1, 12, "hour"],
  m: [0, 59, "minute"],
  s: [0, 59, "second"],
};

const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** Reads a Java date pattern; `null` for one with letters that are not understood, which then checks nothing. */
export function parseDateMask(mask: string): DateMask | null {
  let pattern = "";
  let example = "";
  for (const [token] of mask.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+|'/g)) {
    if (/^[A-Za-z]/.test(token)) {
      const known = letters[token];
      if (known === undefined) return null;
      pattern += known[0];
      example += known[1];
    } else {
      const literal = token === "''" ? "'" : token.replace(/^'|'$/g, "").replaceAll("''", "'");
      pattern += literal.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
      example += literal;
    }
  }
  return pattern === "" ? null : createMask(pattern, example);
}

function createMask(pattern: string, example: string): DateMask | null {
  const parts = [...pattern.matchAll(/\(\?<(.)>/g)].map(([, part]) => part);
  if (new Set(parts).size !== parts.length) return null;
  const form = new RegExp(`^${pattern}$`);
  return {
    example,
    fault(text) {
      const match = form.exec(text);
      return match === null ? null : calendarFault(match.groups ?? {});
    },
  };
}

function calendarFault(groups: Record<string, string | undefined>): string {
  const numberOf = (part: Part) => (groups[part] === undefined ? null : Number(groups[part]));
  const month = numberOf("M");
  if (month !== null && (month < 1 || month > 12)) return `There is no month ${month}.`;
  const day = numberOf("d");
  if (day !== null) {
    const days = month === null ? 31 : daysIn(month, numberOf("y"));
    if (day < 1) return "There is no day 0.";
    if (day > days)
      return month === null ? `No month has ${day} days.` : monthLength(month, numberOf("y"), days);
  }
  for (const part of ["H", "h", "m", "s"] as const) {
    const value = numberOf(part);
    const [low, high, unit] = limits[part];
    if (value !== null && (value < low || value > high)) return `There is no ${unit} ${value}.`;
  }
  return "";
}

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** A February whose year is not known may have 29 days. */
function daysIn(month: number, year: number | null): number {
  if (month === 2) return year === null || isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function monthLength(month: number, year: number | null, days: number): string {
  const name = monthNames[month - 1] ?? "";
  return month === 2 && year !== null ? `${name} ${year} has ${days} days.` : `${name} has ${days} days.`;
}

const isoMasks = [
  "yyyy-MM-dd",
  "yyyy-MM-dd'T'HH:mm",
  "yyyy-MM-dd HH:mm",
  "yyyy-MM-dd'T'HH:mm:ss",
  "yyyy-MM-dd HH:mm:ss",
  "yyyy-MM-dd'T'HH:mm:ssXXX",
  "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
  "yyyy-MM-dd'T'HH:mm:ss.SSS",
];

/** A day by ISO 8601, with or without a time: what a field without a mask is taken to want. */
export function createIsoMask(): DateMask {
  const masks = isoMasks.map(parseDateMask).filter((mask) => mask !== null);
  return {
    example: "2026-09-30",
    fault: (text) => masks.map((mask) => mask.fault(text)).find((fault) => fault !== null) ?? null,
  };
}
