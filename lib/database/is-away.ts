import "server-only";

const networkCodes = ["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EPIPE", "ENOTFOUND", "EHOSTUNREACH"];

/**
 * Whether an error says that PostgreSQL is gone or lets nobody in, so that the same may work later: connection errors of
 * the driver, SQLSTATE classes 08 (connection), 53 (resources) and 57P (operator intervention).
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  if (/^(08|53|57P)/.test(code) || networkCodes.includes(code)) return true;
  // The last two: the program itself is ending, and a request came after the pool was closed.
  return /timeout exceeded when trying to connect|Query read timeout|Connection terminated|not queryable|after calling end on the pool|driver has already been destroyed/.test(
    error.message,
  );
}

/** Whether PostgreSQL has no room for what was to be written; what is there can be read. */
export const isDatabaseFull = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "53100";

/** Deadlock, serialization failure, cancelled or timed out statement, a server that takes no writes (after a failover). */
const passingStates = ["40P01", "40001", "57014", "25006"];

/** Whether the same may succeed in a moment: PostgreSQL is away, or it gave up this one transaction for a passing reason. */
export function isPassingFault(error: unknown): boolean {
  if (isDatabaseAway(error)) return true;
  return error instanceof Error && "code" in error && passingStates.includes(String(error.code));
}
