"use client";
import type { Job } from "@/lib/api-contract/jobs";
import { fullTime, time } from "@/lib/wording/times";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { Time } from "../ui/time";
import { ControlFailure } from "./control-failure";
import { useControl } from "./use-control";

/** Why nothing is sent on the connection of an import that has rows left, and when that ends. */
export function ConnectionHoldNotice({ job, now }: { job: Job; now: Date }) {
  const check = useControl(job);
  const hold = job.connectionHold;
  const isLeft = job.batches.some(({ status }) => status === "planned");
  if (hold === null || !isLeft || job.hold !== null) return null;
  const until = <Time at={hold.until} short={time(hold.until, now)} full={fullTime(hold.until)} />;
  const isLockedOut = hold.kind === "unauthorized";
  return (
    <div className="grid gap-2">
      <Notice
        tone={isLockedOut ? "unsure" : "info"}
        title={isLockedOut ? `${job.connectionName} needs new credentials` : "Open Connectors asks to wait"}
        action={
          isLockedOut && job.can.includes("resume") ? (
            <Button busy={check.isPending} onClick={() => check.mutate("resume")}>
              Check now
            </Button>
          ) : null
        }
      >
        <p>{hold.reason}</p>
        <p>
          {isLockedOut ? (
            <>
              No import is sent there until it works again. Asked again at {until}; then it goes on by itself.
            </>
          ) : (
            <>Going on at {until}, by itself.</>
          )}
        </p>
      </Notice>
      <ControlFailure error={check.error} />
    </div>
  );
}
