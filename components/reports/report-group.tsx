import Link from "next/link";
import type { Ages, ImportsReport, ReportedImport, ReportedRows } from "@/lib/api-contract/reports";
import { count, number } from "@/lib/wording/counts";
import { objectWords } from "@/lib/wording/objects";
import { fullTime, shortDay, time } from "@/lib/wording/times";
import { EnvironmentChip } from "../ui/environment-chip";
import { Panel } from "../ui/panel";
import { ScrollRegion } from "../ui/scroll-region";
import { Table, Td, Th, Tr } from "../ui/table";
import { Time } from "../ui/time";
import { columns } from "./report-columns";

type Group = ImportsReport["groups"][number];

/**
 * The imports of one connection and layout, with a line that adds them up. Columns are as wide in every group, so that they
 * stand below each other.
 */
export function ReportGroup({ group, now }: { group: Group; now: Date }) {
  const { connectionName, company, layout } = group;
  return (
    <section className="min-w-0" aria-label={nameOf(group)}>
      <div className="mb-2 flex break-after-avoid flex-wrap items-center gap-x-2 gap-y-1">
        <h2 className="text-16 font-strong">{connectionName}</h2>
        <EnvironmentChip environment={group.environment} />
        {company ? <span className="text-ink-2">{company}</span> : null}
        <span className="text-ink-3">· {layout === null ? "no saved layout" : `layout “${layout}”`}</span>
      </div>
      <Panel>
        <ScrollRegion label={nameOf(group)} className="overflow-x-auto print:overflow-visible">
          <Table caption={nameOf(group)} fixed minWidth="min-w-240 print:min-w-0">
            <thead>
              <tr>
                <Th className="w-24 print:w-20">Import</Th>
                <Th className="w-34 print:w-40">Sent</Th>
                <Th>What</Th>
                {columns.map(({ key, label, meaning, width }) => (
                  <Th key={key} figures title={meaning} className={width}>
                    {label}
                  </Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {group.imports.map((one) => (
                <Line key={one.id} one={one} now={now} />
              ))}
            </tbody>
            {/* Once, at the end: paper repeats the foot of a table on every page. */}
            <tfoot className="print:table-row-group">
              <Tr className="font-strong">
                <Td className="border-t border-line-strong whitespace-nowrap">
                  {count(group.imports.length, "import")}
                </Td>
                <Td className="border-t border-line-strong" />
                <Td className="border-t border-line-strong" />
                <Figures rows={group.totals} edge />
              </Tr>
            </tfoot>
          </Table>
        </ScrollRegion>
      </Panel>
      <p className="mt-2 text-12 text-ink-2">
        {agesInWords("Open rows", group.totals.open, group.openByAge)}{" "}
        {agesInWords("Settled rows", group.totals.settled, group.settledByAge)}
      </p>
    </section>
  );
}

const nameOf = ({ connectionName, layout }: Group) =>
  `Imports to ${connectionName}, ${layout === null ? "no saved layout" : `layout ${layout}`}`;

function Line({ one, now }: { one: ReportedImport; now: Date }) {
  // A report outlives the day it was made on.
  const sent = `${shortDay(one.at, now)}, ${time(one.at, new Date(one.at))}`;
  return (
    <Tr className="break-inside-avoid">
      <Td className="py-1.5 whitespace-nowrap">
        <Link
          href={`/jobs/${encodeURIComponent(one.id)}`}
          className="rounded-1 font-medium text-accent-text hover:underline"
        >
          {number(one.number)}
        </Link>
        {one.corrects === null ? null : (
          <span className="block text-12 text-ink-3">corrects {number(one.corrects)}</span>
        )}
      </Td>
      <Td className="py-1.5">
        <Time at={one.at} short={sent} full={fullTime(one.at)} />
        <Cut className="text-12 text-ink-3" words={one.by} />
      </Td>
      <Td className="py-1.5">
        <Cut words={one.fileName} />
        <Cut className="text-12 text-ink-3" words={objectWords(one.objectName).plural} />
      </Td>
      <Figures rows={one} />
    </Tr>
  );
}

/** In one line on a screen, which tells the rest under the pointer; whole on paper. */
function Cut({ words, className = "" }: { words: string; className?: string }) {
  return (
    <span
      className={`block truncate print:overflow-visible print:whitespace-normal print:wrap-anywhere ${className}`}
      title={words}
    >
      {words}
    </span>
  );
}

/** Nothing is a dash, so that what is there stands out. Open rows are not accounted for. */
function Figures({ rows, edge = false }: { rows: ReportedRows; edge?: boolean }) {
  return columns.map(({ key }) => {
    const value = rows[key];
    const tone = value === 0 ? "text-ink-3" : key === "open" ? "font-strong text-unsure-text" : "";
    return (
      <Td key={key} figures className={`print:px-1.5 ${tone} ${edge ? "border-t border-line-strong" : ""}`}>
        {value === 0 ? "–" : number(value)}
      </Td>
    );
  });
}

/** "Open rows: 3, of them 1 up to 7 days, 2 over 30 days old." */
function agesInWords(what: string, rows: number, { upTo7, upTo30, over30 }: Ages): string {
  if (rows === 0) return "";
  const parts = [
    upTo7 > 0 ? `${number(upTo7)} up to 7 days` : "",
    upTo30 > 0 ? `${number(upTo30)} of 8 to 30 days` : "",
    over30 > 0 ? `${number(over30)} over 30 days` : "",
  ].filter((part) => part !== "");
  return `${what} by age: ${parts.join(", ")}.`;
}
