import "server-only";
import { type FileHandle, open } from "node:fs/promises";
import type { Addresses } from "./addresses";
import { askedToWait, type CallPace } from "./call-pace";
import type { Directory } from "./directory";
import { UpstreamError } from "./errors";
import { tokenOf } from "./instance-calls";
import type { Limits } from "./limits";
import { createEnvelope, toSentFileName } from "./multipart";
import type { Secrets } from "./redact";
import { parseRetryAfter } from "./retry-after";
import { type SendResult, toNotBegun, toResult } from "./send-result";
import type { UploadRequest } from "./upload-conversation";
import { exchangeUpload } from "./upload-exchange";
import type { Reply } from "./upload-reply";
import { SendFault, type Way } from "./upload-socket";

/** One batch to send: the header line of the staged file and an unbroken byte range of it. */
export interface BulkUpload {
  connectionId: string;
  objectName: string;
  fileName: string;
  /** What is sent is bytes 0 to `headerBytes`, then `start` to `end`; ends are exclusive. */
  file: { path: string; headerBytes: number; start: number; end: number };
  /** Options of the upload. Open Connectors reference, bulk upload. */
  metaData: Record<string, unknown>;
  callbackUrl: string;
  /** Awaited when TCP and TLS are up, before the first byte. When it throws, nothing is sent. */
  onConnected: () => Promise<void>;
  signal?: AbortSignal;
}

interface Context {
  addresses: Addresses;
  directory: Directory;
  limits: Limits;
  secrets: Secrets;
  way: Way;
  paceOf(connectionId: string): CallPace;
  authorizationOf(token: string): string;
}

/**
 * Sends one batch with one POST, which is never repeated here: the upload is not idempotent, and a second one makes every
 * record twice. Never throws for what the upstream or the network does.
 */
export async function sendBulk(context: Context, upload: BulkUpload): Promise<SendResult> {
  const startedAt = new Date();
  const prepared = await prepare(context, upload).catch((error: unknown) => toNotBegun(error, startedAt));
  if ("kind" in prepared) return prepared;
  // From here on bytes may have left: a failure that nobody foresaw is thrown, never called "not sent".
  try {
    const { request, token } = prepared;
    const seen = await exchangeUpload(request, context);
    if (seen.reply?.status === 429)
      context.paceOf(upload.connectionId).pause(waitAsked(seen.reply) ?? context.limits.throttlePauseMs);
    const result = toResult(context.secrets, { seen, request, objectName: upload.objectName });
    if (result.kind !== "refused" || result.status !== 401) return result;
    return { ...result, tokenChanged: await hasNewToken(context.directory, upload.connectionId, token) };
  } finally {
    await prepared.request.file.close();
  }
}

interface Prepared {
  request: UploadRequest;
  token: string;
}

/** A pause is the whole connection's, whichever of its calls was told. */
const waitAsked = ({ headers }: Reply) =>
  parseRetryAfter(headers["retry-after"] ?? null, headers.date ?? null);

/** @throws UpstreamError or SendFault: nothing was called but the list of connections */
async function prepare(context: Context, upload: BulkUpload): Promise<Prepared> {
  const instance = await context.directory.lend(upload.connectionId);
  const token = tokenOf(instance);
  const pausedMs = context.paceOf(upload.connectionId).pausedMs();
  if (pausedMs > 0) throw askedToWait(pausedMs);
  const { headerBytes, start, end, path } = upload.file;
  const fileName = toSentFileName(upload.fileName);
  const { head, tail, contentType } = createEnvelope(fileName, upload.metaData);
  const bodyBytes = head.length + headerBytes + (end - start) + tail.length;
  const segments = ["bulk", upload.objectName];
  const query = `?path=/${encodeURIComponent(fileName)}`;
  const request = {
    url: context.addresses.connection(instance.connection.hub, segments, query),
    headers: {
      Authorization: context.authorizationOf(token),
      Accept: "application/json",
      "Accept-Encoding": "identity",
      "User-Agent": "Hubload",
      "Elements-Async-Callback-Url": new URL(upload.callbackUrl).href,
      "Content-Type": contentType,
      "Content-Length": String(bodyBytes),
    },
    head,
    ranges: [
      { start: 0, end: headerBytes },
      { start, end },
    ],
    tail,
    bodyBytes,
    onConnected: upload.onConnected,
    signal: upload.signal,
  };
  return { token, request: { ...request, file: await openStaged(path, Math.max(headerBytes, end)) } };
}

async function openStaged(path: string, leastBytes: number): Promise<FileHandle> {
  const file = await open(path).catch((cause: unknown) => {
    throw new SendFault("The staged file cannot be read.", { cause });
  });
  const { size } = await file.stat();
  if (size >= leastBytes) return file;
  await file.close();
  throw new SendFault("The staged file is shorter than it was when it was accepted.");
}

/** Tokens rotate: the list is read once, so that the next call has the present one. */
async function hasNewToken(directory: Directory, connectionId: string, refused: string): Promise<boolean> {
  try {
    return (await directory.renew(connectionId, refused)) !== undefined;
  } catch (error) {
    if (error instanceof UpstreamError) return false;
    throw error;
  }
}
