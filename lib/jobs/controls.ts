import "server-only";
import type { Control } from "../api-contract/controls";
import type { HoldKind } from "../api-contract/status";
import type { BatchView } from "./job-status";

export interface Controllable {
  hold: HoldKind | null;
  isCancelled: boolean;
  isConnectionHeld: boolean;
}

const isUnderWay = ({ status }: Pick<BatchView, "status">) =>
  ["intended", "started", "running", "unknown"].includes(status);

/** What a person may do with a job at this moment. */
export function controlsOf(batches: readonly Pick<BatchView, "status">[], job: Controllable): Control[] {
  const isLeft = batches.some(({ status }) => status === "planned");
  const isBusy = batches.some(isUnderWay);
  if (job.isCancelled) return [];
  const isHeld = isLeft && job.hold !== null;
  return [
    ...(isLeft && job.hold === null ? (["pause"] as const) : []),
    ...(isHeld || (isLeft && job.isConnectionHeld) ? (["resume"] as const) : []),
    ...(isHeld && !isBusy ? (["drop"] as const) : []),
    ...(isBusy || (isLeft && !isHeld) ? (["cancel"] as const) : []),
  ];
}
