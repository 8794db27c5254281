import "server-only";
import type { FileHandle } from "node:fs/promises";
import http from "node:http";
import type { Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import type { Limits } from "./limits";
import { type Reply, readReply } from "./upload-reply";
import { SendFault } from "./upload-socket";
import { readBody } from "./upload-source";

export interface UploadRequest {
  url: URL;
  headers: Record<string, string>;
  /** Body: head, the ranges of the file (end exclusive), tail. */
  head: Buffer;
  file: FileHandle;
  ranges: readonly { start: number; end: number }[];
  tail: Buffer;
  /** Of all of these together. */
  bodyBytes: number;
  /** Awaited when the connection is up, before the first byte. */
  onConnected(): Promise<void>;
  signal?: AbortSignal | undefined;
}

/** What was seen of one POST. Written while it runs, so that it is true however the POST ends. */
export interface Seen {
  bodyBytesSent: number;
  reply: Reply | null;
  /** Why there is no reply, or none in full. */
  fault: unknown;
  startedAt: Date;
  finishedAt: Date;
  elapsedMs: number;
  /** How long nothing had been heard when it was given up for that. */
  silentMs?: number;
}

interface Conversation {
  response?: http.IncomingMessage;
  reply?: Promise<Reply>;
  error?: Error;
  /** Resolves when sending on is of no use: an answer that is no success, or the end of the connection. */
  over: Promise<void>;
  /** Resolves with the answer, or without one when the connection ends first. */
  answered: Promise<void>;
}

const isSuccess = (response: http.IncomingMessage) =>
  response.statusCode !== undefined && response.statusCode >= 200 && response.statusCode <= 299;

/**
 * The HTTP of one POST over `socket`: head with `Expect: 100-continue`, body, answer. RFC 9110, section 10.1.1.
 * Counts in `seen` every byte of the body before it is handed to the socket. Throws what ended it without an answer.
 */
export async function converse(
  socket: Socket,
  request: UploadRequest,
  options: { limits: Limits; seen: Seen; signal: AbortSignal },
): Promise<void> {
  const { limits, seen, signal } = options;
  if (socket.destroyed)
    throw new SendFault(`${request.url.host} closed the connection before anything was sent.`);
  const post = http.request({
    createConnection: () => socket,
    method: "POST",
    host: request.url.hostname,
    path: request.url.pathname + request.url.search,
    setHost: false,
    headers: { Host: request.url.host, ...request.headers, Expect: "100-continue", Connection: "close" },
  });
  const conversation = listen(post, limits);
  const end = () => socket.destroy(signal.reason instanceof Error ? signal.reason : undefined);
  signal.addEventListener("abort", end);
  const patienceMs = stallPatience(limits, request.bodyBytes);
  socket.setTimeout(patienceMs, () => {
    seen.silentMs = patienceMs;
    socket.destroy(
      new SendFault(
        `${request.url.host} took nothing and said nothing for ${Math.round(patienceMs / 100) / 10} s.`,
      ),
    );
  });
  try {
    post.flushHeaders();
    await leaveToBegin(post, conversation, limits.continueMs);
    await sendBody(post, conversation, request, seen);
    await conversation.answered;
    if (!conversation.response)
      throw conversation.error ?? new SendFault("The connection ended without an answer.");
    seen.reply = await (conversation.reply ?? readReply(conversation.response, limits));
  } finally {
    signal.removeEventListener("abort", end);
    post.destroy();
  }
}

/** How long a pause is borne. Who gives up too late keeps everything waiting that comes after. */
function stallPatience({ leastStallMs, stallBytesPerSecond, stallMs }: Limits, bodyBytes: number): number {
  return Math.min(stallMs, leastStallMs + (bodyBytes / stallBytesPerSecond) * 1_000);
}

function listen(post: http.ClientRequest, limits: Limits): Conversation {
  const over = createSignal();
  const answered = createSignal();
  const conversation: Conversation = { over: over.given, answered: answered.given };
  post.once("response", (response) => {
    conversation.response = response;
    response.on("error", () => undefined);
    // The end of an answer ends the connection, so a success that came early is read when the body is through.
    if (!isSuccess(response) || post.writableEnded) conversation.reply = readReply(response, limits);
    if (!isSuccess(response)) over.give();
    answered.give();
  });
  // Stays for the whole life of the request: a reset after the answer must not end the process.
  post.on("error", (error) => {
    conversation.error ??= error;
    over.give();
    answered.give();
  });
  post.once("close", () => {
    over.give();
    answered.give();
  });
  return conversation;
}

function createSignal(): { given: Promise<void>; give: () => void } {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

/** Waits for `100 Continue`, at most `continueMs`: not every server says it. */
async function leaveToBegin(
  post: http.ClientRequest,
  conversation: Conversation,
  continueMs: number,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    new Promise<void>((resolve) => post.once("continue", resolve)),
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, continueMs);
    }),
    conversation.over,
  ]);
  clearTimeout(timer);
}

/**
 * Lets the event loop look at its sockets once: an answer that already lies there is read before the next write, which could
 * fail and bury it. One immediate may still run before the loop has looked; the second one cannot.
 */
async function nextPoll(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

/** Sends the body unless, or until, it is of no use. An early success still has the whole body sent: its job needs it. */
async function sendBody(
  post: http.ClientRequest,
  conversation: Conversation,
  request: UploadRequest,
  seen: Seen,
): Promise<void> {
  const isOver = () =>
    conversation.error !== undefined ||
    post.destroyed ||
    (conversation.response !== undefined && !isSuccess(conversation.response));
  for await (const piece of readPieces(request)) {
    await nextPoll();
    if (isOver()) return;
    seen.bodyBytesSent += piece.length;
    await Promise.race([
      new Promise<void>((resolve) => post.write(piece, () => resolve())),
      conversation.over,
    ]);
  }
  if (!isOver()) post.end();
}

async function* readPieces({ file, head, ranges, tail }: UploadRequest): AsyncGenerator<Buffer> {
  try {
    yield* readBody(file, head, ranges, tail);
  } catch (cause) {
    throw new SendFault("The staged file could not be read to its end.", { cause });
  }
}
