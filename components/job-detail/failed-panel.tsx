"use client";
import { type InfiniteData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useId, useState } from "react";
import type { z } from "zod";
import { reasonsQuery } from "@/lib/api-client/families";
import { jobRowsQuery } from "@/lib/api-client/jobs";
import type { Job, JobRow, jobRowsAnswer } from "@/lib/api-contract/jobs";
import type { FailureReason } from "@/lib/api-contract/reasons";
import { hintFor } from "@/lib/reasons/hint";
import { count, number } from "@/lib/wording/counts";
import { outcomeMeaning } from "@/lib/wording/jobs";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { Panel } from "../ui/panel";
import { Skeleton } from "../ui/skeleton";
import { fixAddress, fixableRows } from "./fixable";
import { RowsTable } from "./rows-table";
import { TeamHint } from "./team-hint";

type Pages = InfiniteData<z.output<typeof jobRowsAnswer>>;

/** `null` until the first of them are read. */
const rowsOf = (data: Pages | undefined): JobRow[] | null =>
  data === undefined ? null : data.pages.flatMap((page) => page.rows);

/** The rows that failed for one reason, a page at a time. */
function ReasonRows({ job, reason }: { job: Job; reason: FailureReason }) {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(
    jobRowsQuery(job.id, "failed", reason.rows, reason.id),
  );
  const rows = rowsOf(data);
  const differs = reason.signature !== reason.example;
  if (error)
    return (
      <div className="p-3">
        <Notice
          tone="failed"
          title="These rows could not be read."
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message} Nothing was sent by this.
        </Notice>
      </div>
    );
  if (rows === null)
    return (
      <div className="px-4 py-3">
        <Skeleton width="w-72" />
      </div>
    );
  return (
    <>
      <RowsTable
        caption={reason.signature}
        rows={rows}
        said={differs ? `What ${job.connectorName} said` : null}
      />
      {hasNextPage ? (
        <div className="flex items-center gap-3 border-t border-line px-4 py-1.5 text-12 text-ink-2">
          <span className="figures">
            {number(rows.length)} of {count(reason.rows, "row")} are shown.
          </span>
          <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
    </>
  );
}

/** One reason: the words its rows share, how many they are, what to do, and the rows when it is opened. */
function Reason({ job, reason, first }: { job: Job; reason: FailureReason; first: boolean }) {
  const [open, setOpen] = useState(first);
  const id = useId();
  const words = reason.rows === 1 ? reason.example : reason.signature;
  const hint = hintFor(reason.example);
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <section className="border-line not-last:border-b" aria-label={words}>
      <div className="flex items-start gap-3 pr-4 hover:bg-hover">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
          className="flex min-w-0 flex-1 items-start gap-2.5 py-2.75 pl-4 text-left -outline-offset-2"
        >
          <Chevron className="mt-0.75 size-3.5 shrink-0 text-ink-3" />
          <span className="min-w-0 flex-1">
            <span className="block font-medium whitespace-pre-line wrap-anywhere">{words}</span>
            {hint === null ? null : <span className="block text-12 leading-4 text-ink-2">{hint}</span>}
          </span>
          <span className="figures font-medium whitespace-nowrap text-failed-text">
            {count(reason.rows, "row")}
          </span>
        </button>
        {fixableRows(job) > 0 && job.family.root.id === job.id && reason.rows < job.rows.failed ? (
          <Link
            href={fixAddress(job, { outcomes: "failed", reason: reason.id })}
            className="mt-2.75 rounded-1 text-12 leading-5 font-medium whitespace-nowrap text-accent-text hover:underline"
            aria-label={`Fix only these: ${words}`}
          >
            Fix only these
          </Link>
        ) : null}
      </div>
      {open || reason.hint !== null ? <TeamHint job={job} reason={reason} /> : null}
      <div id={id} hidden={!open}>
        {open ? <ReasonRows job={job} reason={reason} /> : null}
      </div>
    </section>
  );
}

/** The rows that failed, by reason, the most frequent first. */
export function FailedPanel({ job }: { job: Job }) {
  const { failed } = job.rows;
  const { data, error, refetch } = useQuery(reasonsQuery(job.id, failed));
  const more = (data?.total ?? 0) - (data?.reasons.length ?? 0);
  return (
    <Panel title="Failed rows by reason" note={count(failed, "row")}>
      <p className="border-b border-line px-4 py-2 text-12 text-ink-2">
        {outcomeMeaning("failed", job, failed)}
      </p>
      {error ? (
        <div className="p-3">
          <Notice
            tone="failed"
            title="The reasons could not be read."
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            {error.message} Nothing was sent by this.
          </Notice>
        </div>
      ) : null}
      {data === undefined && error === null ? (
        <div className="grid gap-3 px-4 py-4">
          <Skeleton width="w-72" />
          <Skeleton width="w-56" />
        </div>
      ) : null}
      {data?.reasons.map((reason, at) => (
        <Reason key={reason.id} job={job} reason={reason} first={at === 0} />
      ))}
      {more > 0 ? (
        <p className="border-t border-line px-4 py-2.5 text-12 text-ink-2">
          {count(more, "reason")} more, each of fewer rows. The file of failed rows has them all.
        </p>
      ) : null}
    </Panel>
  );
}
