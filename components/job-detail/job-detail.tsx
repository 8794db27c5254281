"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { requestIdOf } from "@/lib/api-client/api-error";
import { isMoving, jobQuery, type RowsShown } from "@/lib/api-client/jobs";
import { useIsLive } from "@/lib/api-client/live";
import type { Job } from "@/lib/api-contract/jobs";
import { hasEnded } from "@/lib/api-contract/status";
import { number } from "@/lib/wording/counts";
import { jobName, jobStatusWords, whileSilent } from "@/lib/wording/jobs";
import { fullTime, time } from "@/lib/wording/times";
import { accountedFor, accountOf, wholeOf } from "../account-line";
import { Button } from "../ui/button";
import { Later } from "../ui/later";
import { Notice } from "../ui/notice";
import { Time } from "../ui/time";
import { AccountPanel } from "./account-panel";
import { ConnectionHoldNotice } from "./connection-hold-notice";
import { DecisionPanel } from "./decision-panel";
import { DoubtPanel } from "./doubt-panel";
import { DownloadsPanel } from "./downloads-panel";
import { DuplicateNotice } from "./duplicate-notice";
import { FailedPanel } from "./failed-panel";
import { FamilyPanel } from "./family-panel";
import { FixPanel } from "./fix-panel";
import { HoldPanel } from "./hold-panel";
import { JobHead } from "./job-head";
import { JobLoading, JobNotShown } from "./job-not-shown";
import { MappingPanel } from "./mapping-panel";
import { OnwardsPanel } from "./onwards-panel";
import { OptionsPanel } from "./options-panel";
import { PartsPanel } from "./parts-panel";
import { ReadBackPanel } from "./read-back-panel";
import { RevisionPanel } from "./revision-panel";
import { RowsPanel } from "./rows-panel";
import { SettlementsPanel } from "./settlements-panel";
import { SupportPanel } from "./support-panel";
import { Timeline } from "./timeline";
import { UnmatchedPanel } from "./unmatched-panel";

/** The tab tells how it stands, also from among twenty others. */
function tabTitle(job: Job): string {
  const segments = accountOf(job);
  const state = isMoving(job.status)
    ? `${number(accountedFor(segments))} of ${number(wholeOf(segments))}`
    : jobStatusWords(job);
  return `${state} · ${jobName(job)} · Hubload`;
}

/** Rows a person may want to see one by one; what was not tried is listed once it is sure that it will not be. */
function shownRows(job: Job): [RowsShown, number][] {
  const { rows } = job;
  const all: [RowsShown, number][] = [
    ["unknown", rows.unknown],
    ["kept_back", rows.keptBack],
    ["excluded", rows.excluded],
    ["not_tried", hasEnded(job.status) ? rows.notTried : 0],
  ];
  return all.filter(([, count]) => count > 0);
}

function Shown({ job, now, fresh }: { job: Job; now: Date; fresh: boolean }) {
  return (
    <>
      <JobHead job={job} now={now} />
      <DuplicateNotice job={job} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_21.75rem]">
        <div className="grid min-w-0 gap-4">
          <AccountPanel job={job} fresh={fresh} />
          <ConnectionHoldNotice job={job} now={now} />
          <HoldPanel job={job} now={now} />
          <DecisionPanel job={job} now={now} />
          <DoubtPanel job={job} />
          {job.removedAt === null ? null : <RowsRemoved at={job.removedAt} now={now} />}
          {job.removedAt === null ? <FixPanel job={job} /> : null}
          <FamilyPanel job={job} />
          <SettlementsPanel job={job} now={now} />
          {job.removedAt === null && job.rows.failed > 0 ? <FailedPanel job={job} /> : null}
          {(job.removedAt === null ? shownRows(job) : []).map(([outcome, rows]) => (
            <RowsPanel key={outcome} job={job} outcome={outcome} rows={rows} />
          ))}
          {job.unmatched > 0 ? <UnmatchedPanel job={job} /> : null}
          {job.removedAt === null ? <ReadBackPanel job={job} now={now} /> : null}
          {job.removedAt === null ? <RevisionPanel job={job} /> : null}
          <Later>
            <PartsPanel job={job} />
          </Later>
        </div>
        <div className="grid min-w-0 gap-4">
          <OnwardsPanel job={job} />
          <Later>
            <Timeline job={job} now={now} />
            {job.removedAt === null ? <DownloadsPanel job={job} /> : null}
            <MappingPanel mapping={job.mapping} />
            <OptionsPanel mapping={job.mapping} />
            <SupportPanel job={job} />
          </Later>
        </div>
      </div>
    </>
  );
}

/** A tombstone: the rows are gone, what became of them is not. */
function RowsRemoved({ at, now }: { at: string; now: Date }) {
  return (
    <Notice tone="info" title="The rows of this import are no longer kept.">
      They were removed on <Time at={at} short={time(at, now)} full={fullTime(at)} />, as this installation is
      set up, with its file and the reasons of its failures. The numbers and the history stay.
    </Notice>
  );
}

/** One import, from the sentence of its outcome down to each row. Fresh without reloading. */
export function JobDetail({ id }: { id: string }) {
  const { data: job, error, dataUpdatedAt, refetch } = useQuery(jobQuery(id, useIsLive()));
  const title = job ? tabTitle(job) : "Import · Hubload";
  useEffect(() => {
    document.title = title;
  }, [title]);
  if (!job && error) return <JobNotShown error={error} retry={() => void refetch()} />;
  if (!job) return <JobLoading />;
  return (
    <>
      {error ? (
        <div className="mb-4">
          <Notice
            tone="unsure"
            title="What you see is not fresh."
            id={requestIdOf(error)}
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            {error.message} {isMoving(job.status) ? whileSilent(job.connectionName) : null}
          </Notice>
        </div>
      ) : null}
      {/* The page before it, perhaps a wizard, goes first. */}
      <Later instead={<JobLoading />}>
        <Shown job={job} now={new Date(dataUpdatedAt)} fresh={!error} />
      </Later>
    </>
  );
}
