import "server-only";
import type { UpstreamError } from "../open-connectors/errors";
import type { Memory } from "./remembered";

/** Failures that lie with the connection or the way to it; others are about what was asked. */
const telling: readonly UpstreamError["kind"][] = [
  "unreachable",
  "timeout",
  "unauthorized",
  "forbidden",
  "throttled",
  "fault",
];
/** A connection that works is noted so often at the most: every call would be a write otherwise. */
const noteEveryMs = 30_000;

/** Keeps when each connection last worked, and its last failure in words. */
export function createHealth(memory: Memory, onTrouble: (error: unknown) => void) {
  const noted = new Map<string, { at: number; failure: string | null }>();
  return (connectionId: string, failure: UpstreamError | null): void => {
    if (failure && !telling.includes(failure.kind)) return;
    const words = failure?.message ?? null;
    const last = noted.get(connectionId);
    const now = Date.now();
    if (last && last.failure === words && now - last.at < noteEveryMs) return;
    noted.set(connectionId, { at: now, failure: words });
    const at = new Date(now);
    const changes = words === null ? { worked_at: at } : { failed_at: at, failure: words };
    // What is being called does not wait for it, and does not fail by it.
    memory.note(connectionId, changes).catch(onTrouble);
  };
}
