import "server-only";
import type { Context } from "./context";

/** Now and then removes uploads that nobody made a job from. */
export function createSweeper({ uploads, log, pace }: Context): { start(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const sweep = async () => {
    try {
      const removed = await uploads.sweep();
      if (removed > 0) log.info({ removed }, "old uploads were removed");
    } catch (error) {
      log.warn({ error }, "old uploads could not be removed");
    }
  };
  return {
    start() {
      timer ??= setInterval(() => void sweep(), pace.sweepMs);
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
