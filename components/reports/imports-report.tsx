"use client";
import { useQuery } from "@tanstack/react-query";
import { Download, Printer } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { requestIdOf } from "@/lib/api-client/api-error";
import { facetsQuery } from "@/lib/api-client/jobs";
import { importsReportQuery, importsWorkbookAddress } from "@/lib/api-client/reports";
import type { ImportsReport as Report } from "@/lib/api-contract/reports";
import { count, number } from "@/lib/wording/counts";
import { fullTime, time } from "@/lib/wording/times";
import { Button } from "../ui/button";
import { buttonIconSize, buttonLook } from "../ui/button-look";
import { Combobox } from "../ui/combobox";
import { DayField } from "../ui/day-field";
import { Empty } from "../ui/empty";
import { LinkButton } from "../ui/link-button";
import { ListFault } from "../ui/list-fault";
import { Notice } from "../ui/notice";
import { PageHead } from "../ui/page";
import { Panel } from "../ui/panel";
import { Skeleton } from "../ui/skeleton";
import { Time } from "../ui/time";
import { addressOf, dayInWords, type Period, periodAt, queryOf } from "./period";
import { ColumnMeanings } from "./report-columns";
import { ReportGroup } from "./report-group";

/** Every import of a period, by connection and layout: who sent it, and where its rows are now. Also on paper. */
export function ImportsReport() {
  const period = periodAt(useSearchParams(), new Date());
  const query = queryOf(period);
  const { data, error, refetch } = useQuery({
    ...importsReportQuery(query ?? { from: "", before: "" }),
    enabled: query !== null,
  });
  const goTo = (changes: Partial<Period>) =>
    window.history.replaceState(null, "", addressOf({ ...period, ...changes }));
  return (
    <div data-paper="wide">
      <PageHead title="Report" aside={data ? <MadeAt at={data.at} /> : null} />
      {query === null ? null : <OnPaper period={period} />}
      <div className="mb-4 flex flex-wrap items-end gap-2 print:hidden">
        <DayField label="From" value={period.from} onChange={(from) => goTo({ from })} />
        <DayField label="To" value={period.to} onChange={(to) => goTo({ to })} />
        <Where value={period.connection} onChange={(connection) => goTo({ connection })} />
        <span className="flex-1" />
        {query && data && data.groups.length > 0 ? (
          <>
            <a href={importsWorkbookAddress(query)} download className={buttonLook({})}>
              <Download className={buttonIconSize(undefined)} />
              Save as workbook
            </a>
            <Button icon={Printer} onClick={() => window.print()}>
              Print
            </Button>
          </>
        ) : null}
      </div>
      {query === null ? (
        <Notice tone="unsure" title="The period ends before it begins.">
          Choose a later day to end it with.
        </Notice>
      ) : null}
      {error ? (
        <ListFault
          what="The report"
          error={error}
          id={requestIdOf(error)}
          stale={data !== undefined}
          onRetry={() => void refetch()}
        />
      ) : null}
      {query !== null && !error && !data ? <Loading /> : null}
      {query !== null && data ? <Groups report={data} /> : null}
    </div>
  );
}

function MadeAt({ at }: { at: string }) {
  return (
    <span className="figures">
      As of{" "}
      <span className="print:hidden">
        <Time at={at} short={time(at, new Date())} full={fullTime(at)} />
      </span>
      <span className="hidden print:inline">{fullTime(at)}</span>
    </span>
  );
}

/** Paper has no fields: what they are set to stands in words. */
function OnPaper({ period: { from, to, connection } }: { period: Period }) {
  const { data } = useQuery(facetsQuery());
  const where =
    data?.connections.find(({ id }) => id === connection)?.name ?? connection ?? "All connections";
  return (
    <p className="mb-2 hidden print:block">
      {dayInWords(from)} to {dayInWords(to)} · {where}
    </p>
  );
}

function Where({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}) {
  const { data } = useQuery(facetsQuery());
  const options = (data?.connections ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const isListed = value === undefined || options.some((option) => option.value === value);
  return (
    <div className="w-56">
      <Combobox
        label="Where"
        value={value ?? null}
        onChange={(chosen) => onChange(chosen ?? undefined)}
        options={isListed ? options : [...options, { value, label: value }]}
        placeholder="Anywhere"
        clearLabel="Anywhere"
      />
    </div>
  );
}

function Groups({ report: { at, groups, numbers } }: { report: Report }) {
  if (groups.length === 0)
    return (
      <Panel>
        <Empty
          sentence="No import was sent in this period."
          action={<LinkButton href="/jobs">See all imports</LinkButton>}
        />
      </Panel>
    );
  return (
    <>
      {numbers ? <p className="mb-4 text-ink-2">{numbersInWords(numbers)}</p> : null}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 print:block print:space-y-6">
        {groups.map((group) => (
          <ReportGroup key={`${group.connectionId} ${group.layout}`} group={group} now={new Date(at)} />
        ))}
      </div>
      <ColumnMeanings />
    </>
  );
}

/** The numbers are given without gaps; a report that hides one would show it here. */
function numbersInWords({ first, last, imports }: NonNullable<Report["numbers"]>): string {
  if (imports === 1) return `One import in this period, everywhere: number ${number(first)}.`;
  const span = `${count(imports, "import")} in this period, everywhere: numbers ${number(first)} to ${number(last)}`;
  const missing = last - first + 1 - imports;
  return missing === 0
    ? `${span}, none missing.`
    : `${span}; ${count(missing, "number")} in between ${missing === 1 ? "is" : "are"} not of this period.`;
}

function Loading() {
  return (
    <div aria-busy="true">
      <p role="status" className="sr-only">
        The report is being made
      </p>
      <Panel padded>
        <div className="grid gap-4">
          <Skeleton width="w-56" />
          <Skeleton />
          <Skeleton width="w-64" />
        </div>
      </Panel>
    </div>
  );
}
