import "server-only";
import type { Log } from "../log";
import type { Drafts } from "./drafts";

const everyMs = 60 * 60_000;

/** Now and then removes what was kept long enough. */
export function createDraftSweeper(drafts: Drafts, log: Log): { start(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const sweep = async () => {
    try {
      const removed = await drafts.sweep();
      if (removed.edits + removed.drafts > 0) log.info(removed, "old unfinished imports were removed");
    } catch (error) {
      log.warn({ error }, "old unfinished imports could not be removed");
    }
  };
  return {
    start() {
      timer ??= setInterval(() => void sweep(), everyMs);
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
