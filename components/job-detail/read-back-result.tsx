"use client";
import { useState } from "react";
import type { Job } from "@/lib/api-contract/jobs";
import type { ReadBackProgress, ReadBackVerdict } from "@/lib/api-contract/read-back";
import { count, number } from "@/lib/wording/counts";
import { fullTime, time } from "@/lib/wording/times";
import { FilterBar } from "../ui/filter-bar";
import { Time } from "../ui/time";
import { ReadBackRows } from "./read-back-rows";

const words: Record<ReadBackVerdict, string> = {
  differs: "Other values there",
  missing: "Not there",
  several: "More than one",
  unchecked: "Nothing can be said",
  same: "As sent",
};
const order: readonly ReadBackVerdict[] = ["differs", "missing", "several", "unchecked", "same"];
const tones = {
  differs: "failed",
  missing: "failed",
  several: "unsure",
  unchecked: "unsure",
  same: "done",
} as const;

/** What was seen so far: how many rows of each kind, and the rows of one of them. */
export function ReadBackResult({ job, progress, now }: { job: Job; progress: ReadBackProgress; now: Date }) {
  const kinds = order.filter((verdict) => progress[verdict] > 0);
  const [chosen, choose] = useState<ReadBackVerdict | null>(null);
  const shown = chosen !== null && progress[chosen] > 0 ? chosen : (kinds[0] ?? null);
  const looked = progress.rows - progress.left;
  return (
    <div className="grid gap-3">
      <p aria-live="polite">
        {progress.left === 0
          ? `All ${count(progress.rows, "row")} were looked for by `
          : `${number(looked)} of ${count(progress.rows, "row")} looked for by `}
        <span className="raw">{progress.field}</span>, {progress.by},{" "}
        <Time at={progress.at} short={time(progress.at, now)} full={fullTime(progress.at)} />.{" "}
        {progress.left === 0 && progress.same === progress.rows
          ? `Each is in ${job.connectionName} as it was sent.`
          : null}
      </p>
      {progress.notShown.length > 0 ? (
        <p className="text-12 text-ink-2">
          {job.connectionName} shows no value of <span className="raw">{progress.notShown.join(", ")}</span>{" "}
          in any record that was read: not compared.
        </p>
      ) : null}
      {shown === null ? null : (
        <>
          <FilterBar
            label="What was seen"
            value={shown}
            onChange={choose}
            items={kinds.map((key) => ({ key, label: words[key], count: progress[key], tone: tones[key] }))}
          />
          <ReadBackRows
            jobId={job.id}
            place={job.connectionName}
            verdict={shown}
            words={words[shown]}
            progress={progress}
          />
        </>
      )}
    </div>
  );
}
