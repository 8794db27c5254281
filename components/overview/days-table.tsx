import type { DayRows } from "@/lib/api-contract/overview";
import { number } from "@/lib/wording/counts";
import { sumOfDays } from "@/lib/wording/overview";

const dayWords = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });
const cell = "figures py-1 text-right";

/** The sum of the chart in words, and each of its numbers. */
export function DaysTable({ rows, beginnings }: { rows: readonly DayRows[]; beginnings: readonly string[] }) {
  const sum = sumOfDays(rows);
  return (
    <div className="mt-2 border-t border-line pt-2.5">
      <p className="figures flex flex-wrap justify-between gap-x-3 text-12 text-ink-2">
        <span>
          <b className="font-strong text-ink">{number(sum.done)}</b> rows done in {rows.length} days
        </span>
        {sum.unknown > 0 ? (
          <span className="text-unsure-text">{number(sum.unknown)} not confirmed</span>
        ) : null}
        <span className={sum.failed > 0 ? "text-failed-text" : undefined}>{number(sum.failed)} failed</span>
      </p>
      <details className="mt-1.5 text-12">
        <summary className="w-fit cursor-pointer rounded-1 font-medium text-accent-text">As a table</summary>
        <table className="mt-1.5 w-full">
          <caption className="sr-only">Rows by day</caption>
          <thead className="text-ink-3">
            <tr>
              <th scope="col" className="py-1 text-left font-medium">
                Day
              </th>
              <th scope="col" className={`${cell} font-medium`}>
                Done
              </th>
              <th scope="col" className={`${cell} font-medium`}>
                Not confirmed
              </th>
              <th scope="col" className={`${cell} font-medium`}>
                Failed
              </th>
            </tr>
          </thead>
          <tbody>
            {rows
              .map((day, at) => ({ ...day, begins: beginnings[at] ?? "" }))
              .toReversed()
              .map(({ begins, done, unknown, failed }) => (
                <tr key={begins}>
                  <th scope="row" className="py-1 text-left font-regular">
                    {dayWords.format(new Date(begins))}
                  </th>
                  <td className={cell}>{number(done)}</td>
                  <td className={cell}>{number(unknown)}</td>
                  <td className={cell}>{number(failed)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}
