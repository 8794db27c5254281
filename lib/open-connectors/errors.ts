import "server-only";
import { itSays } from "./plain-words";

export type UpstreamErrorKind =
  | "unreachable"
  | "timeout"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "throttled"
  | "fault"
  | "unusable_answer"
  | "refused";

interface Details {
  status?: number | undefined;
  retryAfterMs?: number | undefined;
  requestId?: string | null | undefined;
  cause?: unknown;
}

/** A call to Open Connectors that gave no usable answer. The message is for the operator: what happened, what to do. */
export class UpstreamError extends Error {
  override readonly name = "UpstreamError";
  readonly kind: UpstreamErrorKind;
  /** HTTP status, when there was one. */
  readonly status: number | null;
  /** What the upstream asked to wait, in milliseconds. */
  readonly retryAfterMs: number | null;
  /** Names the call in the upstream's own log (`Elements-Request-Id`). */
  readonly requestId: string | null;

  constructor(kind: UpstreamErrorKind, message: string, details: Details = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.status = details.status ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.requestId = details.requestId ?? null;
  }
}

/** What a call is about, in the words its errors need. */
export interface Subject {
  /** Completes "Open Connectors refused to …", such as "list the connections". */
  deed: string;
  /** Whose secrets the call carries: the account's alone, or a connection's token too. */
  secrets: "account" | "connection";
  /** The whole sentence for a 404. */
  missing: string;
}

export const refusedToken =
  "Open Connectors does not accept the token of this connection. Ask your administrator to authenticate the connection again in Open Connectors.";

const unauthorized = {
  account:
    "Open Connectors does not accept the user or organization secret. Ask your administrator to check OPEN_CONNECTORS_USER_SECRET and OPEN_CONNECTORS_ORGANIZATION_SECRET.",
  connection: refusedToken,
} as const;

/** The kind of failure behind an HTTP status that is no success. Open Connectors reference, errors. */
function kindOf(status: number): UpstreamErrorKind {
  if (status === 401) return "unauthorized";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  if (status === 408) return "timeout";
  if (status === 429) return "throttled";
  return status >= 500 ? "fault" : "refused";
}

/** The error for an answer with a status that is no success; `said` are the upstream's own words, already cleaned. */
export function errorOfStatus(
  subject: Subject,
  status: number,
  said: string | null,
  details: Details = {},
): UpstreamError {
  const kind = kindOf(status);
  const sentences = [sentenceOf(kind, subject, status)];
  if (said !== null && kind !== "unauthorized" && kind !== "not_found") sentences.push(itSays(said));
  sentences.push(wayOut(kind, status, details.retryAfterMs));
  return new UpstreamError(kind, sentences.filter((sentence) => sentence !== "").join(" "), {
    ...details,
    status,
  });
}

function sentenceOf(kind: UpstreamErrorKind, subject: Subject, status: number): string {
  if (kind === "unauthorized") return unauthorized[subject.secrets];
  if (kind === "forbidden") return `Open Connectors was not allowed to ${subject.deed}.`;
  if (kind === "not_found") return subject.missing;
  if (kind === "timeout") return `Open Connectors took too long to ${subject.deed}.`;
  if (kind === "throttled") return "Open Connectors asks to wait: too many calls.";
  if (kind === "fault") return `Open Connectors has a fault (${status}) and could not ${subject.deed}.`;
  if (isRedirect(status))
    return `Open Connectors answered with a redirect (${status}), which is never followed.`;
  return `Open Connectors refused to ${subject.deed} (${status}).`;
}

function wayOut(kind: UpstreamErrorKind, status: number, retryAfterMs: number | undefined): string {
  if (kind === "forbidden") return "Ask your administrator for the permission in the connected system.";
  if (kind === "throttled") return `Try again ${waitInWords(retryAfterMs)}.`;
  if (kind === "timeout" || kind === "fault") return "Try again in a few minutes.";
  return isRedirect(status) ? checkUrl : "";
}

function waitInWords(retryAfterMs: number | undefined): string {
  if (retryAfterMs === undefined) return "in a minute";
  return `in ${Math.max(1, Math.ceil(retryAfterMs / 1000))} s`;
}

const isRedirect = (status: number) => status >= 300 && status < 400;
const checkUrl = "Ask your administrator to check OPEN_CONNECTORS_URL.";

/** The error for an answer that says success and cannot be read. `answer` completes "Open Connectors answered with …". */
export function unusableAnswer(subject: Subject, answer: string, details: Details = {}): UpstreamError {
  return new UpstreamError(
    "unusable_answer",
    `Open Connectors answered with ${answer} when asked to ${subject.deed}. A proxy or a sign-in page may stand in between. ${checkUrl}`,
    details,
  );
}
