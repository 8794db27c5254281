import { useEffect, useState } from "react";

const shownDays = 14;

/** Where each of the last days begins here, today the last, and where today ends. A day may have 23 or 25 hours. */
export function daysUntil(now: Date): string[] {
  return Array.from({ length: shownDays + 1 }, (_, at) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() - shownDays + 1 + at).toISOString(),
  );
}

/** The days up to today; others once it is past midnight. */
export function useDays(): string[] {
  const [days, setDays] = useState(() => daysUntil(new Date()));
  useEffect(() => {
    const untilMidnight = Date.parse(days.at(-1) ?? "") - Date.now();
    const timer = setTimeout(() => setDays(daysUntil(new Date())), Math.max(1_000, untilMidnight));
    return () => clearTimeout(timer);
  }, [days]);
  return days;
}
