"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { unsettleRows } from "@/lib/api-client/families";
import { allJobs, shownJob } from "@/lib/api-client/jobs";
import type { Settlement, SettleWay } from "@/lib/api-contract/family";
import type { Job } from "@/lib/api-contract/jobs";
import { count } from "@/lib/wording/counts";
import { fullTime, time } from "@/lib/wording/times";
import { Button } from "../ui/button";
import { Panel } from "../ui/panel";
import { Time } from "../ui/time";
import { ControlFailure } from "./control-failure";

const ways: Record<SettleWay, string> = { elsewhere: "entered elsewhere", not_needed: "not needed" };

function Entry({ job, settlement, now }: { job: Job; settlement: Settlement; now: Date }) {
  const queries = useQueryClient();
  const { id, rows, how, note, by, at, undone } = settlement;
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => unsettleRows(job.id, id),
    onSuccess: (answer) => queries.setQueryData(shownJob(job.id), answer),
    onSettled: () => queries.invalidateQueries({ queryKey: allJobs }),
  });
  return (
    <li className="grid gap-1 border-line px-4 py-2.5 not-last:border-b">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <span className={undone === null ? "font-medium" : "text-ink-3 line-through"}>
          {count(rows, "row")}: {ways[how]}
        </span>
        {undone === null ? (
          <Button size="sm" variant="quiet" icon={Undo2} busy={isPending} onClick={() => mutate()}>
            Take back
          </Button>
        ) : (
          <span className="text-12 text-ink-3">taken back by {undone.by}</span>
        )}
      </div>
      <p className="wrap-anywhere">{note}</p>
      <p className="text-12 text-ink-3">
        {by}, <Time at={at} short={time(at, now)} full={fullTime(at)} />
      </p>
      <ControlFailure error={error} />
    </li>
  );
}

/** Rows somebody settled without sending: how many, why, and the way back. */
export function SettlementsPanel({ job, now }: { job: Job; now: Date }) {
  if (job.settlements.length === 0) return null;
  return (
    <Panel title="Settled without sending">
      <ul>
        {job.settlements.map((settlement) => (
          <Entry key={settlement.id} job={job} settlement={settlement} now={now} />
        ))}
      </ul>
    </Panel>
  );
}
