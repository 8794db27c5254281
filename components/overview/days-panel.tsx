"use client";
import { useState } from "react";
import type { DayRows, DaysOfConnection } from "@/lib/api-contract/overview";
import { number } from "@/lib/wording/counts";
import { failedWords, sentOf, sumOfDays } from "@/lib/wording/overview";
import { AccountMark } from "../account-line";
import { EnvironmentChip } from "../ui/environment-chip";
import { Panel } from "../ui/panel";
import { Select } from "../ui/select";
import { Skeleton } from "../ui/skeleton";
import { DaysChart } from "./days-chart";
import { DaysTable } from "./days-table";

const all = "all";

/** Day by day over several connections. */
function together(connections: readonly DaysOfConnection[], count: number): DayRows[] {
  return Array.from({ length: count }, (_, at) =>
    sumOfDays(connections.flatMap(({ days }) => days[at] ?? [])),
  );
}

/** Rows of the last days by what became of them: of all connections or of one, and each connection's share that failed. */
export function DaysPanel(props: {
  connections: readonly DaysOfConnection[] | undefined;
  days: readonly string[];
}) {
  const { connections, days } = props;
  const [chosen, setChosen] = useState(all);
  const beginnings = days.slice(0, -1);
  const shown = connections?.filter(({ id }) => chosen === all || id === chosen) ?? [];
  const rows = together(shown, beginnings.length);
  return (
    <Panel title="Rows by day" aside={<Legend />}>
      {connections && connections.length > 1 ? (
        <div className="px-4 pt-3">
          <Select
            label="Connection"
            hideLabel
            value={shown.length === 0 ? all : chosen}
            onChange={setChosen}
            options={[
              { value: all, label: "All connections" },
              ...connections.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </div>
      ) : null}
      <div className="px-4 pt-3 pb-3.5">
        {connections ? <DaysChart rows={rows} beginnings={beginnings} /> : <Skeleton height="h-44" />}
        {connections ? <DaysTable rows={rows} beginnings={beginnings} /> : null}
      </div>
      {connections && connections.length > 0 ? <ByConnection connections={connections} /> : null}
    </Panel>
  );
}

function Legend() {
  return (
    <span className="flex gap-3 text-ink-2">
      <span className="flex items-center gap-1.5">
        <AccountMark kind="done" /> done
      </span>
      <span className="flex items-center gap-1.5">
        <AccountMark kind="unsure" /> not confirmed
      </span>
      <span className="flex items-center gap-1.5">
        <AccountMark kind="failed" /> failed
      </span>
    </span>
  );
}

const head = "h-8.5 border-b border-line-strong text-12 font-medium text-ink-3";
const cell = "border-b border-line py-2 align-top group-last:border-b-0";

function ByConnection({ connections }: { connections: readonly DaysOfConnection[] }) {
  return (
    <div className="max-h-72 overflow-y-auto border-t border-line">
      <table className="w-full border-separate border-spacing-0">
        <caption className="sr-only">Rows sent in 14 days, by connection</caption>
        <thead>
          <tr>
            <th scope="col" className={`${head} pl-4 text-left`}>
              Connection
            </th>
            <th scope="col" className={`${head} px-2 text-right`}>
              Rows sent
            </th>
            <th scope="col" className={`${head} pr-4 text-right`}>
              Failed
            </th>
          </tr>
        </thead>
        <tbody>
          {connections.map(({ id, name, environment, days }) => {
            const sum = sumOfDays(days);
            return (
              <tr key={id} className="group">
                <td className={`${cell} pl-4`}>
                  <span className="flex flex-wrap items-center gap-x-1.5">
                    <span className="font-medium wrap-anywhere">{name}</span>
                    <EnvironmentChip environment={environment} />
                  </span>
                </td>
                <td className={`${cell} figures px-2 text-right`}>
                  {number(sentOf(sum))}
                  {sum.unknown > 0 ? (
                    <span className="block text-12 whitespace-nowrap text-unsure-text">
                      {number(sum.unknown)} not confirmed
                    </span>
                  ) : null}
                </td>
                <td
                  className={`${cell} figures pr-4 text-right whitespace-nowrap ${sum.failed > 0 ? "font-medium text-failed-text" : "text-ink-3"}`}
                >
                  {failedWords(sum)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
