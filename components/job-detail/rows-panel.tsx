"use client";
import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { z } from "zod";
import { requestIdOf } from "@/lib/api-client/api-error";
import { jobRowsQuery, type RowsShown } from "@/lib/api-client/jobs";
import type { Job, JobRow, jobRowsAnswer } from "@/lib/api-contract/jobs";
import { hasEnded } from "@/lib/api-contract/status";
import { count, number } from "@/lib/wording/counts";
import { outcomeMeaning } from "@/lib/wording/jobs";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { Panel } from "../ui/panel";
import { Skeleton } from "../ui/skeleton";
import { fixAddress } from "./fixable";
import { groupByReason } from "./group-rows";
import { ReasonGroup } from "./reason-group";

const titles: Record<RowsShown, string> = {
  failed: "Failed rows by reason",
  unknown: "Rows that are not confirmed",
  not_tried: "Rows that were not tried",
  kept_back: "Rows kept back",
  excluded: "Rows excluded",
};

const withoutReason: Record<RowsShown, string> = {
  failed: "No reason was given",
  unknown: "No answer says what became of these rows",
  not_tried: "Never sent",
  kept_back: "Kept back at Check",
  excluded: "Left out at Check",
};

const tones: Record<RowsShown, string> = {
  failed: "text-failed-text",
  unknown: "text-unsure-text",
  not_tried: "text-ink-2",
  kept_back: "text-held-text",
  excluded: "text-ink-2",
};

function rowsOf(data: InfiniteData<z.output<typeof jobRowsAnswer>> | undefined): JobRow[] {
  return data === undefined ? [] : data.pages.flatMap((page) => page.rows);
}

/** Rows that were left out belong to the import: whoever wants them after all opens them in the grid. */
function BringBack({ job }: { job: Job }) {
  const { root, places } = job.family;
  if (!hasEnded(job.status) || root.id !== job.id || places.excluded === 0) return null;
  return (
    <Link
      href={fixAddress(job, { outcomes: "excluded" })}
      className="rounded-1 font-medium text-accent-text hover:underline"
    >
      Open {places.excluded === 1 ? "it" : "them"} in the grid
    </Link>
  );
}

/** The rows of an import that ended in one way, by reason. `rows` is how many the import has. */
export function RowsPanel({ job, outcome, rows }: { job: Job; outcome: RowsShown; rows: number }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    jobRowsQuery(job.id, outcome, rows),
  );
  const loaded = rowsOf(data);
  const groups = groupByReason(loaded, withoutReason[outcome]);
  const requestId = requestIdOf(error);
  return (
    <Panel
      title={titles[outcome]}
      note={count(rows, "row")}
      aside={outcome === "excluded" ? <BringBack job={job} /> : null}
    >
      <p className="border-b border-line px-4 py-2 text-12 text-ink-2">
        {outcomeMeaning(outcome, job, rows)}
      </p>
      {error ? (
        <div className="p-3">
          <Notice
            tone="failed"
            title="These rows could not be read."
            id={requestId}
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            {error.message} Nothing was sent by this.
          </Notice>
        </div>
      ) : null}
      {loaded.length === 0 && error === null ? (
        <div className="grid gap-3 px-4 py-4">
          <Skeleton width="w-72" />
          <Skeleton width="w-56" />
        </div>
      ) : null}
      {groups.map((group, index) => (
        <ReasonGroup
          key={group.reason}
          group={group}
          said={outcome === "kept_back" ? "What the check found" : `What ${job.connectorName} said`}
          open={index === 0}
          tone={tones[outcome]}
          partial={hasNextPage}
        />
      ))}
      {hasNextPage ? (
        <div className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-2.5 text-12 text-ink-2">
          <span className="figures">
            {number(loaded.length)} of {count(rows, "row")} are shown.
          </span>
          <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}
