"use client";
import { useState } from "react";
import type { Job } from "@/lib/api-contract/jobs";
import { consequence, holdTitle, rowsLeft } from "@/lib/wording/control";
import { count, number } from "@/lib/wording/counts";
import { fullTime, time } from "@/lib/wording/times";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Panel } from "../ui/panel";
import { Time } from "../ui/time";
import { ControlFailure } from "./control-failure";
import { useControl } from "./use-control";

type Question = "resume" | "drop";

/** A second look before what cannot be undone, with what will happen. */
function Confirm({ job, control, onClose }: { job: Job; control: Question; onClose: () => void }) {
  const { mutate, isPending, error } = useControl(job, onClose);
  const left = count(rowsLeft(job), "row");
  const deed = control === "drop" ? `Drop ${left}` : `Go on with ${left}`;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`${deed}?`}
      description={consequence(control, job)}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Decide later
          </Button>
          <Button variant="primary" busy={isPending} onClick={() => mutate(control)}>
            {deed}
          </Button>
        </>
      }
    >
      {error ? <ControlFailure error={error} /> : null}
    </Dialog>
  );
}

/** What came of the first rows, for whoever says whether the others follow. */
function FirstResult({ job }: { job: Job }) {
  const { succeeded, failed, unknown } = job.rows;
  const outcomes = [
    `${number(succeeded)} created`,
    `${number(failed)} failed`,
    ...(unknown > 0 ? [`${number(unknown)} not confirmed`] : []),
  ];
  return <p className="font-medium">{outcomes.join(", ")}.</p>;
}

function Since({ at, now }: { at: string; now: Date }) {
  return (
    <p className="text-12 text-ink-3">
      Since <Time at={at} short={time(at, now)} full={fullTime(at)} />
    </p>
  );
}

/** Why nothing more is sent, and the two ways on: go on, or drop the rest. */
export function HoldPanel({ job, now }: { job: Job; now: Date }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const resume = useControl(job);
  const { hold, can } = job;
  if (hold === null || rowsLeft(job) === 0) return null;
  const left = count(rowsLeft(job), "row");
  const isSafe = hold.kind === "paused" || hold.kind === "first_part";
  return (
    <Panel title={holdTitle(job)}>
      <div className="grid gap-1.5 px-4.5 py-3.5">
        {hold.kind === "first_part" ? <FirstResult job={job} /> : null}
        <p>
          {left} {rowsLeft(job) === 1 ? "has" : "have"} not been sent, and{" "}
          {rowsLeft(job) === 1 ? "is" : "are"} not sent until somebody goes on.{" "}
          {can.includes("resume") ? consequence("resume", job) : null}
        </p>
        <Since at={hold.since} now={now} />
        <ControlFailure error={resume.error} />
      </div>
      <div className="flex flex-wrap gap-2 border-t border-line bg-sunken px-4.5 py-3">
        {can.includes("resume") ? (
          <Button
            variant="primary"
            busy={resume.isPending}
            onClick={() => (isSafe ? resume.mutate("resume") : setQuestion("resume"))}
          >
            {isSafe ? `Go on with ${left}` : `Go on with ${left}…`}
          </Button>
        ) : null}
        {can.includes("drop") ? <Button onClick={() => setQuestion("drop")}>Drop the rest…</Button> : null}
      </div>
      {question ? <Confirm job={job} control={question} onClose={() => setQuestion(null)} /> : null}
    </Panel>
  );
}
