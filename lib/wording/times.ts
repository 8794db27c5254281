import { defaultLocale } from "./counts";

export interface TimeOptions {
  locale?: string;
  /** IANA name; the reader's own when it is left out. */
  timeZone?: string;
  /** Where what happened within a minute is told apart. */
  seconds?: boolean;
}

const zoneOf = ({ timeZone }: TimeOptions) => (timeZone === undefined ? {} : { timeZone });

/** By what they were made of: making one costs more than all it writes on a page. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatted(at: Date, parts: Intl.DateTimeFormatOptions, options: TimeOptions): string {
  const locale = options.locale ?? defaultLocale;
  const whole = { ...parts, ...zoneOf(options) };
  const key = JSON.stringify([locale, whole]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, whole);
  formats.set(key, format);
  return format.format(at);
}

const day: Intl.DateTimeFormatOptions = { year: "numeric", month: "2-digit", day: "2-digit" };
const clock: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const toTheSecond: Intl.DateTimeFormatOptions = { ...clock, second: "2-digit" };

/** "11:05" today ("11:05:09" with seconds), "29 Oct, 11:05" on another day, "29 Oct 2025, 11:05" in another year. */
export function time(at: string | Date, now: Date, options: TimeOptions = {}): string {
  const then = new Date(at);
  const hour = formatted(then, options.seconds ? toTheSecond : clock, options);
  if (formatted(then, day, options) === formatted(now, day, options)) return hour;
  const sameYear =
    formatted(then, { year: "numeric" }, options) === formatted(now, { year: "numeric" }, options);
  const date: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  return `${formatted(then, sameYear ? date : { ...date, year: "numeric" }, options)}, ${hour}`;
}

/** "31 Oct", "31 Oct 2025" in another year: a day without its hour. */
export function shortDay(at: string | Date, now: Date, options: TimeOptions = {}): string {
  const then = new Date(at);
  const year = (moment: Date) => formatted(moment, { year: "numeric" }, options);
  const date: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  return formatted(then, year(then) === year(now) ? date : { ...date, year: "numeric" }, options);
}

/** The whole truth, for a hover: "Thursday, 29 October 2026 at 11:05:09 GMT". */
export function fullTime(at: string | Date, options: TimeOptions = {}): string {
  const date: Intl.DateTimeFormatOptions = {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  };
  const precise: Intl.DateTimeFormatOptions = { ...toTheSecond, timeZoneName: "short" };
  const then = new Date(at);
  return `${formatted(then, date, options)} at ${formatted(then, precise, options)}`;
}

/** "under 1 s", "42 s", "3 min 5 s", "1 h 12 min", "2 d 3 h": the two largest parts. */
export function duration(ms: number): string {
  if (ms < 1000) return "under 1 s";
  const seconds = Math.floor(ms / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(" ");
}
