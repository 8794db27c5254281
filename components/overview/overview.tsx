"use client";
import { useQuery } from "@tanstack/react-query";
import { requestIdOf } from "@/lib/api-client/api-error";
import { useIsLive } from "@/lib/api-client/live";
import { overviewQuery } from "@/lib/api-client/overview";
import { mostCounted } from "@/lib/api-contract/jobs";
import type { Overview as Answer } from "@/lib/api-contract/overview";
import { overviewSentence } from "@/lib/wording/overview";
import { ListFault } from "../ui/list-fault";
import { Say } from "../ui/say";
import { Skeleton } from "../ui/skeleton";
import { DaysPanel } from "./days-panel";
import { FirstImport } from "./first-import";
import { NeedsYou } from "./needs-you";
import { RunningNow } from "./running-now";
import { Tiles } from "./tiles";
import { Unfinished } from "./unfinished";
import { useDays } from "./use-days";

const today = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});

/** The first page: what needs somebody, what runs, what was begun, and what the last days brought. */
export function Overview() {
  const days = useDays();
  const { data, error, dataUpdatedAt, refetch } = useQuery(overviewQuery(days, useIsLive()));
  const now = new Date(dataUpdatedAt || Date.now());
  if (data && data.counts.all === 0 && data.drafts.length === 0) return <FirstImport />;
  return (
    <>
      <header className="mb-4.5">
        <p className="mb-1 text-12 text-ink-3">{today.format(now)}</p>
        {data ? (
          <Say>{overviewSentence(data.counts, mostCounted)}</Say>
        ) : (
          <h1 className="say">{error ? "Overview" : <Skeleton width="w-96" height="h-8" />}</h1>
        )}
      </header>
      {error ? (
        <ListFault
          what="The overview"
          error={error}
          id={requestIdOf(error)}
          stale={data !== undefined}
          onRetry={() => void refetch()}
        >
          Imports that run go on running.
        </ListFault>
      ) : null}
      {data || !error ? <Shown data={data} days={days} now={now} /> : null}
    </>
  );
}

function Shown({ data, days, now }: { data: Answer | undefined; days: readonly string[]; now: Date }) {
  return (
    <>
      <Tiles data={data} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid min-w-0 gap-4">
          <NeedsYou data={data} now={now} />
          <RunningNow data={data} />
          {data && data.drafts.length > 0 ? <Unfinished drafts={data.drafts} now={now} /> : null}
        </div>
        <DaysPanel connections={data?.connections} days={days} />
      </div>
    </>
  );
}
