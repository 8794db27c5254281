import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";

/**
 * Spreads records over time. Waits are taken only when they are long enough for a timer; without them the event loop gets
 * its turn every few hundred records.
 *
 * @param recordsPerSecond asked before each record, so that it can change meanwhile; 0 is as fast as it goes
 * @returns waits for the moment of the next record, or until the signal fires
 */
export function createPace(recordsPerSecond: () => number, signal: AbortSignal): () => Promise<void> {
  let dueMs = performance.now();
  let sinceTurn = 0;
  return async () => {
    const speed = recordsPerSecond();
    const nowMs = performance.now();
    dueMs = speed === 0 ? nowMs : Math.max(dueMs + 1000 / speed, nowMs - 1000);
    sinceTurn += 1;
    if (dueMs - nowMs >= 4) {
      await pause(dueMs - nowMs, signal);
      sinceTurn = 0;
    } else if (sinceTurn >= 200) {
      await turn();
      sinceTurn = 0;
    }
  };
}

/** Waits, at most until the signal fires. */
export async function pause(forMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(forMs, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
