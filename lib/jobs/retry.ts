import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { isPassingFault } from "../database/is-away";
import { violates } from "../database/violates";
import type { Context } from "./context";
import { ImpossibleStep, LeaseLost } from "./job-store";
import type { Retry, RetryForLong } from "./pace";

/**
 * How long to wait before the same is tried again, in milliseconds: doubling, with jitter, so that many that failed
 * together do not come back together. What the upstream asked for is obeyed, within reason.
 * @param tries so far
 */
export function retryWait(pace: Retry, tries: number, askedMs?: number): number {
  if (askedMs !== undefined) return Math.min(Math.max(askedMs, pace.shortest), pace.longestWait);
  const doubled = Math.min(pace.longest, pace.shortest * 2 ** Math.min(tries, 30));
  return doubled * (0.5 + Math.random() / 2);
}

/** As `retryWait`, for what may fail for long: ever more rarely at first, and rarely indeed after that. */
export function longWait({ many, rare, ...pace }: RetryForLong, tries: number, askedMs?: number): number {
  if (askedMs !== undefined || tries < many) return retryWait(pace, tries, askedMs);
  return retryWait({ ...pace, shortest: rare, longest: rare }, 0);
}

const writeAgainMs = { shortest: 200, longest: 5_000, longestWait: 5_000 };

/** A fault that does not say of itself that it passes. Half a minute of tries. */
const mostUnknownFaults = 10;

/**
 * What the upstream answered must not be lost while this process lives: written again until the database takes it.
 * @throws LeaseLost, ImpossibleStep and a violated unique index at once, any other failure that is not a passing one when it goes on coming
 */
export async function untilWritten(
  context: Pick<Context, "log">,
  write: () => Promise<void>,
  againMs: Retry = writeAgainMs,
): Promise<void> {
  let unknownFaults = 0;
  for (let tries = 0; ; tries += 1) {
    try {
      await write();
      return;
    } catch (error) {
      if (error instanceof LeaseLost || error instanceof ImpossibleStep || violates(error)) throw error;
      if (!isPassingFault(error)) unknownFaults += 1;
      if (unknownFaults >= mostUnknownFaults) throw error;
      context.log.warn({ error, tries }, "an answer of Open Connectors waits to be written to the database");
      await sleep(retryWait(againMs, tries));
    }
  }
}
