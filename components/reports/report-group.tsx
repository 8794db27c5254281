import Link from "next/link";
import type { Ages, ImportsReport, ReportedImport, ReportedRows } from "@/lib/api-contract/reports";
import { count, number } from "@/lib/wording/counts";
import { objectWords } from "@/lib/wording/objects";
import { fullTime, time } from "@/lib/wording/times";
import { EnvironmentChip } from "../ui/environment-chip";
import { Panel } from "../ui/panel";
import { ScrollRegion } from "../ui/scroll-region";
import { Table, Td, Th, Tr } from "../ui/table";
import { Time } from "../ui/time";

type Group = ImportsReport["groups"][number];

const columns: readonly { key: keyof ReportedRows; label: string; meaning: string }[] = [
  { key: "rowsIn", label: "Rows in", meaning: "All rows that came into the import: the sum of the next six" },
  { key: "accepted", label: "Accepted", meaning: "Created or updated in the connected system" },
  { key: "open", label: "Open", meaning: "Failed, not confirmed, not tried or kept back, and not settled" },
  { key: "settled", label: "Settled", meaning: "A person said that they are not to be sent, and why" },
  { key: "excluded", label: "Excluded", meaning: "Left out at Check" },
  { key: "sentAgain", label: "Sent again", meaning: "Went on into a correction, and count there" },
  { key: "underWay", label: "Under way", meaning: "The import has not ended yet" },
  { key: "waived", label: "Waived", meaning: "Warnings on rows that were sent all the same" },
];

/** The imports of one connection and layout, with a line that adds them up. */
export function ReportGroup({ group }: { group: Group }) {
  const { connectionName, company, layout } = group;
  return (
    <section className="break-inside-avoid-page" aria-label={nameOf(group)}>
      <div className="mb-2 flex flex-wrap items-center gap-x-2 gap-y-1">
        <h2 className="text-16 font-strong">{connectionName}</h2>
        <EnvironmentChip environment={group.environment} />
        {company ? <span className="text-ink-2">{company}</span> : null}
        <span className="text-ink-3">· {layout === null ? "mapped by hand" : `layout “${layout}”`}</span>
      </div>
      <Panel>
        <ScrollRegion label={nameOf(group)} className="overflow-x-auto print:overflow-visible">
          <Table caption={nameOf(group)} minWidth="min-w-240 print:min-w-0">
            <thead>
              <tr>
                <Th>Import</Th>
                <Th>Sent</Th>
                <Th>What</Th>
                {columns.map(({ key, label, meaning }) => (
                  <Th key={key} figures title={meaning}>
                    {label}
                  </Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {group.imports.map((one) => (
                <Line key={one.id} one={one} />
              ))}
            </tbody>
            <tfoot>
              <Tr className="font-strong">
                <Td className="border-t border-line-strong">{count(group.imports.length, "import")}</Td>
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
  `Imports to ${connectionName}, ${layout === null ? "mapped by hand" : `layout ${layout}`}`;

function Line({ one }: { one: ReportedImport }) {
  return (
    <Tr>
      <Td className="whitespace-nowrap">
        <Link
          href={`/jobs/${encodeURIComponent(one.id)}`}
          className="rounded-1 font-medium text-accent-text hover:underline"
        >
          {number(one.number)}
        </Link>
        {one.corrects === null ? null : (
          <span className="text-ink-3"> · corrects {number(one.corrects)}</span>
        )}
      </Td>
      <Td className="whitespace-nowrap">
        <Time at={one.at} short={time(one.at, new Date())} full={fullTime(one.at)} />{" "}
        <span className="text-ink-3">by</span> {one.by}
      </Td>
      <Td className="max-w-64 min-w-40 py-1.5">
        <span className="block truncate" title={one.fileName}>
          {one.fileName}
        </span>
        <span className="block text-12 text-ink-3">{objectWords(one.objectName).plural}</span>
      </Td>
      <Figures rows={one} />
    </Tr>
  );
}

/** Nothing is a dash, so that what is there stands out. Open rows are not accounted for. */
function Figures({ rows, edge = false }: { rows: ReportedRows; edge?: boolean }) {
  return columns.map(({ key }) => {
    const value = rows[key];
    const tone = value === 0 ? "text-ink-3" : key === "open" ? "font-strong text-unsure-text" : "";
    return (
      <Td key={key} figures className={`${tone} ${edge ? "border-t border-line-strong" : ""}`}>
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
