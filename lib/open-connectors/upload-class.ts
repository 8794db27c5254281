import "server-only";

/** What is known of one POST after it ended, however it ended. */
export interface UploadEvidence {
  /** Final status; `null`: none came. */
  httpStatus: number | null;
  /** Bytes of the body handed to the socket. Zero is proof that none left. */
  bodyBytesSent: number;
  bodyBytes: number;
  elapsedMs: number;
  /** From the reply; `null`: none came, or it held no usable id. */
  bulkJobId: string | null;
}

export type UploadClass = "accepted" | "not_sent" | "refused" | "unknown";

/** The service ends an upload there, with 429. Open Connectors reference, limits. */
const mostBytes = 6e9;
const longestMs = 3_600_000;

const refusals = new Set([400, 401, 403, 404, 405, 406, 409, 413, 415, 422]);
const throttles = new Set([429, 503]);
const faults = new Set([500, 502, 504]);

/**
 * Whether the upstream may have taken the records. It is asked nothing: only what was seen counts, and in doubt the answer
 * is "unknown", because a second POST makes every record twice.
 */
export function classifyUpload(evidence: UploadEvidence): UploadClass {
  const { httpStatus: status, bodyBytesSent, bodyBytes, elapsedMs, bulkJobId } = evidence;
  const nothingLeft = bodyBytesSent === 0;
  if (status === null) return nothingLeft ? "not_sent" : "unknown";
  // An id for a body that was cut short names a job with records missing: whoever looks finds it.
  if (status >= 200 && status <= 299)
    return bulkJobId !== null && bodyBytesSent === bodyBytes ? "accepted" : "unknown";
  if (refusals.has(status)) return "refused";
  if (throttles.has(status)) {
    const isOverLimit = bodyBytes > mostBytes || elapsedMs > longestMs;
    return nothingLeft && !isOverLimit ? "not_sent" : "unknown";
  }
  // A fault before the body is proof of "not accepted", and it passes.
  if (faults.has(status)) return nothingLeft ? "not_sent" : "unknown";
  return nothingLeft ? "refused" : "unknown";
}
