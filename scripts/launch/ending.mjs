import { setTimeout as delay } from "node:timers/promises";

/** npm passes a signal on that the terminal has sent to all: the second counts only when it comes later. */
const echoMs = 700;

/** How long the application gets to end: its worker waits up to 33 s for what is being sent, and the database closes after it. */
export const stopPatienceMs = 40_000;

/**
 * Calls `stop` on the first signal and ends with 0 after it; a second
 * signal ends at once.
 * @param {() => Promise<void>} stop
 */
export function endOnSignal(stop) {
  let askedAt = 0;
  const end = () => {
    if (askedAt === 0) {
      askedAt = Date.now();
      stop().then(
        () => process.exit(0),
        (error) => {
          console.error(error);
          process.exit(1);
        },
      );
    } else if (Date.now() - askedAt > echoMs) {
      process.exit(130);
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);
}

/**
 * @param {Promise<unknown>} work
 * @param {number} ms
 */
export async function atMost(work, ms) {
  const timer = new AbortController();
  await Promise.race([work, delay(ms, undefined, { signal: timer.signal }).catch(() => {})]);
  timer.abort();
}
