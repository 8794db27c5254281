import type { ImportsReportQuery } from "@/lib/api-contract/reports";
import { dayOf, dayStart } from "@/lib/wording/days";

/** What the report covers: both days included, days of the calendar where the operator is. */
export interface Period {
  from: string;
  to: string;
  connection: string | undefined;
}

/** As the address says; this month until today, where it does not. */
export function periodAt(parameters: Pick<URLSearchParams, "get">, now: Date): Period {
  const day = (name: string) => {
    const value = parameters.get(name);
    return value !== null && dayStart(value) !== null ? value : null;
  };
  const connection = parameters.get("connection")?.trim();
  return {
    from: day("from") ?? dayOf(new Date(now.getFullYear(), now.getMonth(), 1)),
    to: day("to") ?? dayOf(now),
    connection: connection ? connection : undefined,
  };
}

export const addressOf = ({ from, to, connection }: Period): string =>
  `/reports?${new URLSearchParams({ from, to, ...(connection === undefined ? {} : { connection }) })}`;

/** "3 November 2026". */
export function dayInWords(day: string): string {
  const start = dayStart(day);
  return start === null ? day : longDay.format(new Date(start));
}
const longDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });

/** `null`: it ends before it begins. */
export function queryOf({ from, to, connection }: Period): ImportsReportQuery | null {
  const start = dayStart(from);
  const end = dayStart(to, 1);
  if (start === null || end === null || start >= end) return null;
  return { from: start, before: end, ...(connection === undefined ? {} : { connection }) };
}
