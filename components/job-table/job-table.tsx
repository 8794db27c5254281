"use client";
import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleX, Hand, Plus, X } from "lucide-react";
import { useSearchParams } from "next/navigation";
import type { z } from "zod";
import { requestIdOf } from "@/lib/api-client/api-error";
import { type JobsShown, jobsQuery } from "@/lib/api-client/jobs";
import { useIsLive } from "@/lib/api-client/live";
import { type jobsAnswer, mostCounted } from "@/lib/api-contract/jobs";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { FilterBar, type FilterItem } from "../ui/filter-bar";
import { LinkButton } from "../ui/link-button";
import { ListFault } from "../ui/list-fault";
import { PageHead } from "../ui/page";
import { Panel } from "../ui/panel";
import { JobList, JobListLoading } from "./job-list";
import { Legend } from "./legend";
import { addressOf, filtersOf, isNarrowed, type Narrowing, type Shown, shownAt } from "./list-address";
import { ListFilters } from "./list-filters";

type Answer = z.output<typeof jobsAnswer>;

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** The address bar names what is shown, so reload, back and a shared link work; no server is asked for a new page. */
function goTo(shown: Shown) {
  window.history.pushState(null, "", addressOf(shown));
}

function filters(counts: Answer["counts"] | undefined): FilterItem<JobsShown>[] {
  return [
    { key: "all", label: "All", count: counts?.all },
    { key: "running", label: "Running", count: counts?.running },
    { key: "needs_you", label: "Needs you", count: counts?.needsYou, icon: Hand, tone: "unsure" },
    {
      key: "failed",
      label: "Failed",
      count: counts?.failed,
      most: mostCounted,
      icon: CircleX,
      tone: "failed",
    },
    {
      key: "open",
      label: "Rows open",
      count: counts?.open,
      most: mostCounted,
      icon: CircleAlert,
      tone: "failed",
    },
    { key: "mine", label: "Mine" },
  ];
}

const emptySentences: Record<JobsShown, string> = {
  all: "No imports yet. Drop a file anywhere, or choose one.",
  running: "Nothing is running.",
  needs_you: "Nothing needs you.",
  failed: "No import failed.",
  open: "No rows are open. Every row is accounted for.",
  mine: "You have sent no imports yet. Drop a file anywhere, or choose one.",
};

function NoJobs({ shown }: { shown: Shown }) {
  const narrowed = isNarrowed(shown);
  const invites = !narrowed && (shown.show === "all" || shown.show === "mine");
  return (
    <Empty
      sentence={narrowed ? "No import is like that." : emptySentences[shown.show]}
      action={
        invites ? (
          <LinkButton href="/imports/new" variant="primary" icon={Plus}>
            Load a file
          </LinkButton>
        ) : (
          <Button onClick={() => goTo({ show: "all" })}>Show all imports</Button>
        )
      }
    />
  );
}

function Paging({ answer, shown }: { answer: Answer; shown: Shown }) {
  const { cursor, ...first } = shown;
  const from = answer.jobs[0]?.number;
  const last = answer.jobs.at(-1)?.number;
  const { next } = answer;
  return (
    <div className="flex flex-wrap items-center gap-2 text-12 text-ink-3">
      <span className="figures">{from === last ? `Import ${from}` : `Imports ${from} to ${last}`}</span>
      {cursor === undefined ? null : (
        <Button size="sm" onClick={() => goTo(first)}>
          {shown.show === "open" ? "Oldest" : "Newest"}
        </Button>
      )}
      {next === null ? null : (
        <Button size="sm" onClick={() => goTo({ ...first, cursor: next })}>
          {shown.show === "open" ? "Newer" : "Older"}
        </Button>
      )}
    </div>
  );
}

const withoutPage = ({ cursor: _, ...rest }: Shown): Shown => rest;

/** Narrows what the address shows at this moment: a search typed before is not lost to a choice made since. */
function narrow(name: Narrowing, value: string | null) {
  const { [name]: _, ...rest } = withoutPage(shownAt(new URLSearchParams(window.location.search)));
  goTo(value === null ? rest : { ...rest, [name]: value });
}

/** While changes are told as they happen there is no older moment to name. */
function Freshness({ isTold, at }: { isTold: boolean; at: Date }) {
  return <span className="figures">{isTold ? "Up to date" : `Fresh as of ${clock.format(at)}`}</span>;
}

/** All imports: what became of each row, and which need somebody. */
export function JobTable() {
  const shown = shownAt(useSearchParams());
  const isLive = useIsLive();
  const { data, error, dataUpdatedAt, refetch } = useQuery(jobsQuery(filtersOf(shown), isLive));
  // The rows of the last filter stand in until the new ones come; they have no time of their own.
  const now = dataUpdatedAt > 0 ? new Date(dataUpdatedAt) : new Date();
  return (
    <>
      <PageHead title="Imports" aside={data ? <Freshness isTold={isLive} at={now} /> : null} />
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <FilterBar
          label="Show imports"
          items={filters(data?.counts)}
          value={shown.show}
          onChange={(show) => goTo({ ...withoutPage(shown), show })}
        />
        {isNarrowed(shown) ? (
          <Button size="sm" icon={X} onClick={() => goTo({ show: shown.show })}>
            Clear the filters
          </Button>
        ) : null}
      </div>
      <ListFilters shown={shown} narrow={narrow} />
      {error ? (
        <ListFault
          what="The imports"
          error={error}
          id={requestIdOf(error)}
          stale={data !== undefined}
          onRetry={() => void refetch()}
        >
          Imports that run go on running.
        </ListFault>
      ) : null}
      {data || !error ? (
        <Panel>
          <div className="overflow-x-auto">
            {data ? null : <JobListLoading />}
            {data && data.jobs.length > 0 ? (
              <JobList jobs={data.jobs} now={now} oldestFirst={shown.show === "open"} />
            ) : null}
            {data?.jobs.length === 0 ? <NoJobs shown={shown} /> : null}
          </div>
        </Panel>
      ) : null}
      {data && data.jobs.length > 0 ? (
        <div className="mt-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <Paging answer={data} shown={shown} />
          <Legend />
        </div>
      ) : null}
    </>
  );
}
