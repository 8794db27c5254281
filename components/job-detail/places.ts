import { isMoving } from "@/lib/api-client/jobs";
import type { Job } from "@/lib/api-contract/jobs";
import { hasEnded } from "@/lib/api-contract/status";
import { type AccountKind, accountOf } from "../account-line";

/** One line of "Where the rows are". */
export interface Place {
  kind: AccountKind;
  count: number;
  words: string;
  /** Still to be dealt with by a person, so shown in its colour. */
  open: boolean;
}

/** Where the rows of the file are, in words; places without rows are left out, "done" never is. */
export function placesOf(job: Job): Place[] {
  const ended = hasEnded(job.status);
  const idle = isMoving(job.status) ? "To be sent" : "Not tried yet";
  const words: Record<AccountKind, string> = {
    done: `Done, in ${job.connectionName}`,
    settled: "Settled without sending",
    again: "Sent again in a later import",
    excluded: "Excluded at Check",
    running:
      job.status === "sending" ? `On the way to ${job.connectionName}` : `With ${job.connectionName} now`,
    unsure: "Not confirmed",
    failed: "Failed",
    held: "Kept back at Check",
    idle: ended ? "Not tried" : idle,
  };
  return accountOf(job)
    .filter((segment) => segment.kind === "done" || segment.count > 0)
    .map(({ kind, count }) => ({
      kind,
      count,
      words: words[kind],
      open: kind === "unsure" || kind === "failed" || kind === "held" || (kind === "idle" && ended),
    }));
}
