import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { UpstreamError } from "./errors";
import type { Limits } from "./limits";

/** How fast one connection may be called: a small token bucket, and a pause when the upstream asks for one. */
export interface CallPace {
  /**
   * Waits for a turn; turns are given in the order they were asked for.
   * @throws UpstreamError `throttled`, with how long, when it would take longer than a call can wait
   */
  enter(): Promise<void>;
  /** The upstream said 429: nothing more is called on this connection for so long. */
  pause(ms: number): void;
  /** Milliseconds until it may be called again; 0 when it may. */
  pausedMs(): number;
}

/** The pace of each connection, made when it is first called. */
export function createCallPaces(limits: Limits): (connectionId: string) => CallPace {
  const paces = new Map<string, CallPace>();
  return (connectionId) => {
    const known = paces.get(connectionId);
    if (known) return known;
    const pace = createCallPace(limits);
    paces.set(connectionId, pace);
    return pace;
  };
}

export function createCallPace(limits: Limits): CallPace {
  const intervalMs = 1_000 / limits.callsPerSecond;
  const burstMs = intervalMs * (limits.callBurst - 1);
  // When the bucket will be full again: further ahead than `burstMs`, the next call waits for the difference.
  let fullAt = 0;
  let pausedUntil = 0;
  const pausedMs = () => Math.max(0, pausedUntil - performance.now());

  /** Takes a turn and says how long it is until then. */
  function reserve(): number {
    const now = performance.now();
    const full = Math.max(now, fullAt);
    const waitMs = Math.max(0, full - burstMs - now, pausedUntil - now);
    if (waitMs > limits.longestQueueMs) throw askedToWait(waitMs);
    fullAt = full + intervalMs;
    return waitMs;
  }

  return {
    async enter() {
      for (;;) {
        if (pausedMs() > limits.longestRetryAfterMs) throw askedToWait(pausedMs());
        const waitMs = reserve();
        if (waitMs === 0) return;
        await delay(Math.ceil(waitMs));
        // A pause that came meanwhile moves the turn behind it.
        if (pausedMs() === 0) return;
      }
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, performance.now() + ms);
      // Whoever waited goes on one by one, not all at once.
      fullAt = Math.max(fullAt, pausedUntil + burstMs);
    },
    pausedMs,
  };
}

/** The error for a call that was not made because its connection is to be left alone for `ms`. */
export function askedToWait(ms: number): UpstreamError {
  const retryAfterMs = Math.ceil(ms);
  return new UpstreamError(
    "throttled",
    `Open Connectors asks to wait: too many calls on this connection. Try again in ${Math.max(1, Math.ceil(ms / 1_000))} s.`,
    { retryAfterMs },
  );
}
