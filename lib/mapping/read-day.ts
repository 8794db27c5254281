import { isMidnight, isoDay, readDate } from "@/lib/values/date";
import { writeMidnight } from "@/lib/values/midnight";
import { shown } from "@/lib/values/shown";
import type { Step } from "./step";
import type { Changed } from "./step-fault";

const orderWords = {
  dmy: "with the day first",
  mdy: "with the month first",
  serial: "as a spreadsheet counts days",
};
const examples = { dmy: "30.09.2026", mdy: "09/30/2026", serial: "46295" };

/** A date as a calendar day in the form asked for. A time of day beside it is not dropped. */
export function readDay(text: string, { read, write }: Extract<Step, { kind: "date" }>): Changed {
  const found = readDate(text, read);
  if (found !== null && isMidnight(found.time)) {
    const written = write === null ? isoDay(found.day) : writeMidnight(found.day, write);
    if (written !== null) return written;
  }
  const isLate = found !== null && !isMidnight(found.time);
  return {
    code: "unread_date",
    message: isLate
      ? `${shown(text)} has a time of day, ${found.time}, which would be lost.`
      : `${shown(text)} is no date ${orderWords[read.order]}.`,
    expected: `A date such as ${examples[read.order]}`,
  };
}
