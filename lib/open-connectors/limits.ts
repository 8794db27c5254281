import "server-only";

const seconds = 1_000;
const mebibyte = 1024 ** 2;

/** Every time-out, size and count the client keeps to. */
export interface Limits {
  /** Name, TCP and TLS together. */
  connectMs: number;
  /** Of a safe call: until the head of the answer, between two pieces of its body, and for the whole call. */
  headersMs: number;
  bodyMs: number;
  callMs: number;
  /** Of a call for a status, the whole: it is small, and an import that has ended waits for it. */
  statusMs: number;
  /** Tries of a safe call after the first, what the first of them waits, and after how long none is begun any more. */
  retries: number;
  retryBaseMs: number;
  retryBudgetMs: number;
  /** A longer `Retry-After` is handed to whoever asked. */
  longestRetryAfterMs: number;
  /** Of one connection, safe calls together: so many a second, and so many at once after a rest. */
  callsPerSecond: number;
  callBurst: number;
  /** A call that would wait longer for its turn is refused, with the time to wait. */
  longestQueueMs: number;
  /** How long a connection is left alone after a 429 that does not say it. */
  throttlePauseMs: number;
  /** How old the list of connections may be when it is shown, and when it only lends its token to a call. */
  connectionsMaxAgeMs: number;
  tokenMaxAgeMs: number;
  /** Answers of one thing (a status, an error, the reply to an upload). */
  answerBytes: number;
  /** Lists: instances, objects, fields, jobs, a page of row errors. */
  listBytes: number;
  /** Pages of one list; more than that is a list without an end. */
  pages: number;
  /** Pages of the list of jobs, which is read while somebody waits to know what became of an upload. */
  jobPages: number;
  /**
   * Uploads: the wait for `100 Continue`, and the whole (the service ends it at 3,600 s). A pause in both directions is
   * borne for `leastStallMs`, longer for a large body, which takes its time to be put away, and never longer than `stallMs`.
   */
  continueMs: number;
  leastStallMs: number;
  stallBytesPerSecond: number;
  stallMs: number;
  uploadMs: number;
  /** How long the rest of a reply may take once its head is there. */
  replyMs: number;
}

export const defaultLimits: Limits = {
  connectMs: 10 * seconds,
  headersMs: 30 * seconds,
  bodyMs: 15 * seconds,
  callMs: 60 * seconds,
  statusMs: 20 * seconds,
  retries: 2,
  retryBaseMs: 300,
  retryBudgetMs: 20 * seconds,
  longestRetryAfterMs: 5 * seconds,
  callsPerSecond: 20,
  callBurst: 40,
  longestQueueMs: 20 * seconds,
  throttlePauseMs: seconds,
  connectionsMaxAgeMs: 15 * seconds,
  tokenMaxAgeMs: 300 * seconds,
  answerBytes: mebibyte,
  listBytes: 32 * mebibyte,
  pages: 10_000,
  jobPages: 100,
  continueMs: seconds,
  leastStallMs: 20 * seconds,
  stallBytesPerSecond: mebibyte,
  stallMs: 120 * seconds,
  uploadMs: 3_500 * seconds,
  replyMs: 30 * seconds,
};
