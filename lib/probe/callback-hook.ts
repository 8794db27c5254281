import "server-only";
import type { ProbeHook } from "./follow-upload";

type Received = { body: string; signature: string | null };

/** Long enough for the service, whose notices may lag by a minute. Open Connectors reference, how an upload is executed. */
const usualPatienceMs = 75_000;
/** What comes later than this belongs to no run any more. */
const forgottenMs = 15 * 60_000;

export interface CallbackHook extends ProbeHook {
  /** Hands a callback over. `false`: it is for no attempt of the probe. */
  take(attemptId: string, body: Uint8Array, signature: string | null): boolean;
}

/** Listens where the program's callbacks come in. */
export function createCallbackHook(publicUrl: URL, patienceMs = usualPatienceMs): CallbackHook {
  const attempts = new Map<string, { came: Received | undefined; wake: () => void }>();
  return {
    url(attemptId) {
      attempts.set(attemptId, { came: undefined, wake: () => undefined });
      setTimeout(() => attempts.delete(attemptId), forgottenMs).unref();
      return new URL(`/api/callbacks/bulk/${attemptId}`, publicUrl).href;
    },
    received(attemptId) {
      const attempt = attempts.get(attemptId);
      if (!attempt || attempt.came) return Promise.resolve(attempt?.came);
      return new Promise((resolve) => {
        const late = setTimeout(() => resolve(undefined), patienceMs);
        attempt.wake = () => {
          clearTimeout(late);
          resolve(attempt.came);
        };
      });
    },
    take(attemptId, body, signature) {
      const attempt = attempts.get(attemptId);
      if (!attempt) return false;
      attempt.came ??= { body: new TextDecoder().decode(body), signature };
      attempt.wake();
      return true;
    },
  };
}
