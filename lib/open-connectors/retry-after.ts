import "server-only";

const longestMs = 3_600_000;

/**
 * `Retry-After` in milliseconds, at most an hour; `undefined` when absent or unreadable. RFC 9110, section 10.2.3.
 * @param answeredAt the answer's `Date`: a date is read against the clock it was written by, not against ours
 */
export function parseRetryAfter(value: string | null, answeredAt: string | null): number | undefined {
  if (value === null) return undefined;
  const given = value.trim();
  if (/^\d+$/.test(given)) return Math.min(Number(given) * 1000, longestMs);
  const until = Date.parse(given);
  if (Number.isNaN(until) || !/[a-z]/i.test(given)) return undefined;
  const from = Date.parse(answeredAt ?? "");
  return Math.min(Math.max(0, until - (Number.isNaN(from) ? Date.now() : from)), longestMs);
}
