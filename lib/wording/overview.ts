import type { jobsCounts } from "@/lib/api-contract/jobs";
import type { DayRows } from "@/lib/api-contract/overview";
import type { z } from "@/lib/api-contract/zod";
import { count, number } from "./counts";

type Counts = z.output<typeof jobsCounts>;

/** The sentence the first page opens with. Counts of many stop at a thousand, so they are said as "more than". */
export function overviewSentence(counts: Counts, mostCounted: number): string {
  const { needsYou, open, running } = counts;
  const parts = [
    ...(needsYou > 0 ? [`${imports(needsYou, mostCounted)} ${needsYou === 1 ? "needs" : "need"} you.`] : []),
    ...(open > 0 ? [`${imports(open, mostCounted)} ${open === 1 ? "has" : "have"} rows open.`] : []),
    ...(running > 0 ? [`${imports(running, mostCounted)} ${running === 1 ? "is" : "are"} under way.`] : []),
  ];
  return parts.length === 0 ? "Every row of every import is accounted for." : parts.join(" ");
}

function imports(value: number, most: number): string {
  if (value >= most) return `${number(most)} imports or more`;
  return value === 1 ? "One import" : count(value, "import");
}

/** Rows that were sent: each is done, failed or not confirmed. */
export const sentOf = ({ done, failed, unknown }: DayRows): number => done + failed + unknown;

export const sumOfDays = (days: readonly DayRows[]): DayRows =>
  days.reduce(
    (sum, { done, failed, unknown }) => ({
      done: sum.done + done,
      failed: sum.failed + failed,
      unknown: sum.unknown + unknown,
    }),
    { done: 0, failed: 0, unknown: 0 },
  );

/** "none", "9, under 0.1 %", "120, 4.2 %": never a share without its count. */
export function failedWords(rows: DayRows): string {
  if (rows.failed === 0) return "none";
  const share = (rows.failed / sentOf(rows)) * 100;
  const inWords = share < 0.1 ? "under 0.1" : number(Math.round(share * 10) / 10);
  return `${number(rows.failed)}, ${inWords} %`;
}
