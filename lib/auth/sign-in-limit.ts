import "server-only";

const windowMs = 60_000;
const mostFailures = 10;
const mostKeys = 10_000;

/**
 * Counts failed sign-ins by account and address: after ten within a minute the next is refused. Successful ones are
 * never limited (OWASP ASVS 5.0, 6.3.1).
 */
export function createSignInLimit(now: () => number) {
  const failures = new Map<string, number[]>();
  const recent = (key: string) => (failures.get(key) ?? []).filter((at) => now() - at < windowMs);
  return {
    /** Seconds to wait, 0 when a try is allowed. */
    retryAfter(key: string): number {
      const times = recent(key);
      const oldest = times.at(-mostFailures);
      return oldest === undefined ? 0 : Math.max(1, Math.ceil((oldest + windowMs - now()) / 1000));
    },
    failed(key: string): void {
      // Old keys go first, so that a flood of made-up accounts cannot fill the memory.
      if (failures.size >= mostKeys) failures.delete(failures.keys().next().value ?? key);
      const times = [...recent(key), now()].slice(-mostFailures);
      failures.delete(key);
      failures.set(key, times);
    },
    /** A try that was counted and turned out to say nothing: the database was away. */
    takeBack(key: string): void {
      failures.set(key, recent(key).slice(0, -1));
    },
    succeeded(key: string): void {
      failures.delete(key);
    },
  };
}
