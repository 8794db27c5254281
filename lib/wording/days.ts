/** A day of the calendar where the operator is, as the address bar and a date field have it: "2026-11-03". */
type Day = string;

/** The moment a day begins here, some days on; `null` for what is no day. */
export function dayStart(day: Day, daysOn = 0): string | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (year === undefined) return null;
  const start = new Date(Number(year), Number(month) - 1, Number(date) + daysOn);
  return Number.isNaN(start.getTime()) ? null : start.toISOString();
}

/** The day it is here at a moment. */
export function dayOf(at: Date): Day {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
