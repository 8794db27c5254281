"use client";
import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { unmatchedQuery } from "@/lib/api-client/decisions";
import type { Unmatched, unmatchedAnswer } from "@/lib/api-contract/decisions";
import type { Job } from "@/lib/api-contract/jobs";
import { count, number } from "@/lib/wording/counts";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { Panel } from "../ui/panel";
import { ScrollRegion } from "../ui/scroll-region";
import { Skeleton } from "../ui/skeleton";

function failuresOf(data: InfiniteData<z.output<typeof unmatchedAnswer>> | undefined): Unmatched[] {
  return data === undefined ? [] : data.pages.flatMap(({ unmatched }) => unmatched);
}

/** Failures the system listed that name no row of this import: kept and shown as they came. */
export function UnmatchedPanel({ job }: { job: Job }) {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    unmatchedQuery(job.id, job.unmatched),
  );
  const shown = failuresOf(data);
  return (
    <Panel title="Failures that name no row" note={number(job.unmatched)}>
      <p className="border-b border-line px-4 py-2 text-12 text-ink-2">
        {job.connectorName} listed {count(job.unmatched, "failure")} that cannot be matched with a row of this
        import. The rows they may belong to are not confirmed.
      </p>
      {error ? (
        <div className="p-3">
          <Notice tone="failed" title="They could not be read.">
            {error.message}
          </Notice>
        </div>
      ) : null}
      {shown.length === 0 && !error ? (
        <div className="px-4 py-4">
          <Skeleton width="w-72" />
        </div>
      ) : null}
      <ScrollRegion label="Failures that name no row" className="max-h-80 overflow-y-auto">
        <ul>
          {shown.map((failure) => (
            <li key={failure.id} className="grid gap-0.5 border-b border-line px-4 py-2 last:border-b-0">
              <span className="wrap-anywhere">{failure.reason}</span>
              <span className="text-12 text-ink-3">
                {failure.rowNum === null ? "no row number" : `row number ${failure.rowNum}`}
                {job.batches.length > 1 ? `, part ${number(failure.batchIndex + 1)}` : null}
              </span>
            </li>
          ))}
        </ul>
      </ScrollRegion>
      {hasNextPage ? (
        <div className="border-t border-line px-4 py-2.5">
          <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}
