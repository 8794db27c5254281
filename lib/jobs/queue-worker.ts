import "server-only";

/**
 * Keeps at a queue of the database: one after another while there is something, then a rest. Several processes may share
 * one.
 * @param next does the next; answers whether there was one
 */
export function createQueueWorker(parts: {
  next: () => Promise<boolean>;
  restMs: number;
  onFault: (error: unknown) => void;
}): { start(): void; stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let atWork: Promise<void> = Promise.resolve();
  let isStopping = false;
  const round = async () => {
    try {
      while (!isStopping && (await parts.next()));
    } catch (error) {
      parts.onFault(error);
    }
    if (!isStopping) timer = setTimeout(begin, parts.restMs);
  };
  const begin = () => {
    atWork = round();
  };
  return {
    start() {
      timer ??= setTimeout(begin, parts.restMs);
    },
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      await atWork;
    },
  };
}
