import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseAway } from "../database/is-away";
import type { Context } from "./context";
import type { Pace } from "./pace";

/**
 * How long to wait before the same is tried again, in milliseconds: doubling, with jitter, so that many that failed
 * together do not come back together. What the upstream asked for is obeyed, within reason.
 * @param tries so far
 */
export function retryWait(pace: Pace["retryMs"], tries: number, askedMs?: number): number {
  if (askedMs !== undefined) return Math.min(Math.max(askedMs, pace.shortest), pace.longestWait);
  const doubled = Math.min(pace.longest, pace.shortest * 2 ** Math.min(tries, 30));
  return doubled * (0.5 + Math.random() / 2);
}

const writeAgainMs = { shortest: 200, longest: 5_000, longestWait: 5_000 };

/** What the upstream answered must not be lost while this process lives: written again until the database takes it. */
export async function untilWritten(context: Context, write: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await write();
      return;
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      context.log.warn(
        { error, tries },
        "the database is away; an answer of Open Connectors waits to be written",
      );
      await sleep(retryWait(writeAgainMs, tries));
    }
  }
}
