import "server-only";
import { setTimeout as sleep } from "node:timers/promises";

export interface Alarm {
  /** Ends the present rest, or the next one when nobody rests. */
  ring(): void;
  rest(milliseconds: number): Promise<void>;
}

/** A rest that can be ended early. A ring is never lost. */
export function createAlarm(): Alarm {
  let wake = new AbortController();
  return {
    ring: () => wake.abort(),
    async rest(milliseconds) {
      const { signal } = wake;
      try {
        await sleep(milliseconds, undefined, { signal });
      } catch (error) {
        if (!signal.aborted) throw error;
        wake = new AbortController();
      }
    },
  };
}
