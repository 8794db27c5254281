"use client";
import { useQuery } from "@tanstack/react-query";
import { Hand, Plus } from "lucide-react";
import { useSearchParams } from "next/navigation";
import type { z } from "zod";
import { ApiError } from "@/lib/api-client/api-error";
import { type JobsShown, jobsQuery } from "@/lib/api-client/jobs";
import type { jobsAnswer } from "@/lib/api-contract/jobs";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { FilterBar, type FilterItem } from "../ui/filter-bar";
import { LinkButton } from "../ui/link-button";
import { Notice } from "../ui/notice";
import { PageHead } from "../ui/page";
import { Panel } from "../ui/panel";
import { JobList, JobListLoading } from "./job-list";
import { Legend } from "./legend";

type Answer = z.output<typeof jobsAnswer>;

const shows: readonly JobsShown[] = ["all", "running", "needs_you", "mine"];
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** The address bar names what is shown, so reload, back and a shared link work; no server is asked for a new page. */
function show(next: JobsShown, cursor: string | null) {
  const query = new URLSearchParams({
    ...(next === "all" ? {} : { show: next }),
    ...(cursor === null ? {} : { cursor }),
  });
  window.history.pushState(null, "", query.size === 0 ? "/jobs" : `/jobs?${query}`);
}

function filters(counts: Answer["counts"] | undefined): FilterItem<JobsShown>[] {
  return [
    { key: "all", label: "All", count: counts?.all },
    { key: "running", label: "Running", count: counts?.running },
    { key: "needs_you", label: "Needs you", count: counts?.needsYou, icon: Hand, tone: "unsure" },
    { key: "mine", label: "Mine" },
  ];
}

const emptySentences: Record<JobsShown, string> = {
  all: "No imports yet. Drop a file anywhere, or choose one.",
  running: "Nothing is running.",
  needs_you: "Nothing needs you.",
  mine: "You have sent no imports yet. Drop a file anywhere, or choose one.",
};

function NoJobs({ shown }: { shown: JobsShown }) {
  const invites = shown === "all" || shown === "mine";
  return (
    <Empty
      sentence={emptySentences[shown]}
      action={
        invites ? (
          <LinkButton href="/imports/new" variant="primary" icon={Plus}>
            Load a file
          </LinkButton>
        ) : (
          <Button onClick={() => show("all", null)}>Show all imports</Button>
        )
      }
    />
  );
}

function Paging({ answer, shown, cursor }: { answer: Answer; shown: JobsShown; cursor: string | null }) {
  const first = answer.jobs[0]?.number;
  const last = answer.jobs.at(-1)?.number;
  const { next } = answer;
  return (
    <div className="flex flex-wrap items-center gap-2 text-12 text-ink-3">
      <span className="figures">{first === last ? `Import ${first}` : `Imports ${first} to ${last}`}</span>
      {cursor === null ? null : (
        <Button size="sm" onClick={() => show(shown, null)}>
          Newest
        </Button>
      )}
      {next === null ? null : (
        <Button size="sm" onClick={() => show(shown, next)}>
          Older
        </Button>
      )}
    </div>
  );
}

/** All imports: what became of each row, and which need somebody. */
export function JobTable() {
  const parameters = useSearchParams();
  const shown = shows.find((known) => known === parameters.get("show")) ?? "all";
  const cursor = parameters.get("cursor");
  const { data, error, dataUpdatedAt, refetch } = useQuery(jobsQuery(shown, cursor));
  // The rows of the last filter stand in until the new ones come; they have no time of their own.
  const now = dataUpdatedAt > 0 ? new Date(dataUpdatedAt) : new Date();
  const requestId = error instanceof ApiError ? error.requestId : undefined;
  return (
    <>
      <PageHead
        title="Imports"
        aside={data ? <span className="figures">Fresh as of {clock.format(now)}</span> : null}
      />
      <div className="mb-3">
        <FilterBar
          label="Show imports"
          items={filters(data?.counts)}
          value={shown}
          onChange={(key) => show(key, null)}
        />
      </div>
      {error ? (
        <div className="mb-3">
          <Notice
            tone="failed"
            title={data ? "The list is not fresh." : "The imports could not be read."}
            id={requestId}
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            {error.message} Imports that run go on running.
          </Notice>
        </div>
      ) : null}
      {data || !error ? (
        <Panel>
          <div className="overflow-x-auto">
            {data ? null : <JobListLoading />}
            {data && data.jobs.length > 0 ? <JobList jobs={data.jobs} now={now} /> : null}
            {data?.jobs.length === 0 ? <NoJobs shown={shown} /> : null}
          </div>
        </Panel>
      ) : null}
      {data && data.jobs.length > 0 ? (
        <div className="mt-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <Paging answer={data} shown={shown} cursor={cursor} />
          <Legend />
        </div>
      ) : null}
    </>
  );
}
