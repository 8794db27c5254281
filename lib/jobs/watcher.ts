import "server-only";
import type { Context } from "./context";
import { watchOne } from "./watch";

/** Now and then looks for what people have decided without. */
export function createWatcher(context: Context): { start(): void; stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;
  let isStopping = false;
  const watch = async () => {
    try {
      while (!isStopping && (await watchOne(context)));
    } catch (error) {
      context.log.warn({ error }, "what was decided about could not be looked for");
    } finally {
      round = undefined;
    }
  };
  return {
    start() {
      timer ??= setInterval(() => {
        round ??= watch();
      }, context.pace.watchMs);
    },
    async stop() {
      isStopping = true;
      clearInterval(timer);
      await round;
    },
  };
}
