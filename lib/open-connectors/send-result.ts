import "server-only";
import { UpstreamError } from "./errors";
import { toRequestId } from "./http";
import { describeNetworkFault } from "./network-fault";
import type { Secrets } from "./redact";
import { parseRetryAfter } from "./retry-after";
import { parseOrNull } from "./scalars";
import { classifyUpload, type UploadEvidence } from "./upload-class";
import type { Seen, UploadRequest } from "./upload-conversation";
import { toReason } from "./upload-reason";
import { SendFault } from "./upload-socket";
import { acceptedSchema, readProblem } from "./wire";

interface SendEvidence {
  httpStatus: number | null;
  /** Of the multipart body, handed to the socket. Zero is proof that none left. */
  bodyBytesSent: number;
  bodyBytes: number;
  /** The first 2,000 characters. */
  reply: string | null;
  requestId: string | null;
  /** The upstream's own clock (`Date`). */
  upstreamDate: string | null;
  startedAt: string;
  finishedAt: string;
  /** How long nothing had been heard when it was given up for that. */
  silentMs?: number;
}

export type SendResult = { evidence: SendEvidence } & (
  | { kind: "accepted"; bulkJobId: string; upstreamStatus: string | null }
  /** Proved: no byte of the body left, so it may be sent again. `isTlsFault`: somebody has to look at the certificate. */
  | { kind: "not_sent"; reason: string; retryAfterMs?: number; isTlsFault?: boolean }
  /** `tokenChanged` with 401: the connection has a new token by now, and the next call uses it. */
  | { kind: "refused"; status: number; reason: string; tokenChanged?: boolean }
  | { kind: "unknown"; reason: string }
);

const keptOfReply = 2_000;
/** The evidence of an upload that ended now and of which nothing was seen: no byte counted, no answer. */
export const nothingSeen = (startedAt: Date): SendEvidence => ({
  httpStatus: null,
  bodyBytesSent: 0,
  bodyBytes: 0,
  reply: null,
  requestId: null,
  upstreamDate: null,
  startedAt: startedAt.toISOString(),
  finishedAt: new Date().toISOString(),
});

/** After a fault that somebody has to mend first, when it is worth another look. */
const mendingMs = 60_000;

/** What went wrong before there was anything to connect for. */
export function toNotBegun(error: unknown, startedAt: Date): SendResult {
  const evidence = nothingSeen(startedAt);
  if (error instanceof SendFault)
    return { kind: "not_sent", reason: `${error.message} No row was sent.`, evidence };
  if (!(error instanceof UpstreamError)) throw error;
  if (error.kind === "not_found") return { kind: "refused", status: 404, reason: error.message, evidence };
  const isToBeMended = error.kind === "unauthorized" || error.kind === "forbidden";
  const retryAfterMs = error.retryAfterMs ?? (isToBeMended ? mendingMs : null);
  return {
    kind: "not_sent",
    reason: `${error.message} No row was sent.`,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    evidence,
  };
}

/** What a POST was, by what was seen of it. */
export function toResult(
  secrets: Secrets,
  of: { seen: Seen; request: UploadRequest; objectName: string },
): SendResult {
  const { seen, request } = of;
  const { bodyBytes, url } = request;
  const about = { seen, bodyBytes, host: url.host, objectName: of.objectName };
  const { reply } = seen;
  const accepted = acceptedSchema.safeParse(parseOrNull(reply?.text ?? "")).data;
  const httpStatus = reply?.status ?? null;
  const known: UploadEvidence = {
    httpStatus,
    bodyBytesSent: seen.bodyBytesSent,
    bodyBytes,
    elapsedMs: seen.elapsedMs,
    bulkJobId: accepted?.id ?? null,
  };
  const evidence = toEvidence(secrets, known, seen);
  const kind = classifyUpload(known);
  if (kind === "accepted" && known.bulkJobId !== null)
    return { kind, bulkJobId: known.bulkJobId, upstreamStatus: accepted?.status ?? null, evidence };
  const words = readProblem(reply?.text ?? null).words;
  const said = words === null ? null : secrets.redact(words);
  if (kind === "refused")
    return { kind, status: httpStatus ?? 0, reason: toReason({ ...about, kind, said }), evidence };
  if (kind === "not_sent") {
    const retryAfterMs = parseRetryAfter(reply?.headers["retry-after"] ?? null, evidence.upstreamDate);
    const isTlsFault = reply === null && describeNetworkFault(seen.fault, about.host).isTls;
    return {
      kind,
      reason: toReason({ ...about, kind, said }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(isTlsFault ? { isTlsFault } : {}),
      evidence,
    };
  }
  return { kind: "unknown", reason: toReason({ ...about, kind: "unknown", said }), evidence };
}

function toEvidence(secrets: Secrets, known: UploadEvidence, seen: Seen): SendEvidence {
  const { reply } = seen;
  const given = reply?.headers["elements-request-id"];
  const fromBody = readProblem(reply?.text ?? null).requestId;
  return {
    httpStatus: known.httpStatus,
    bodyBytesSent: known.bodyBytesSent,
    bodyBytes: known.bodyBytes,
    reply: typeof reply?.text === "string" ? secrets.redact(reply.text).slice(0, keptOfReply) : null,
    requestId: toRequestId(typeof given === "string" ? given : fromBody),
    upstreamDate: reply?.headers.date ?? null,
    startedAt: seen.startedAt.toISOString(),
    finishedAt: seen.finishedAt.toISOString(),
    ...(seen.silentMs === undefined ? {} : { silentMs: seen.silentMs }),
  };
}
