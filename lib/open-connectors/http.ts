import "server-only";
import { Agent, type Dispatcher, request } from "undici";
import type { CallPace } from "./call-pace";
import { errorOfStatus, type Subject, UpstreamError, unusableAnswer } from "./errors";
import type { Limits } from "./limits";
import { describeNetworkFault } from "./network-fault";
import type { Secrets } from "./redact";
import { parseRetryAfter } from "./retry-after";
import { openSocket, type Way } from "./upload-socket";
import { readProblem } from "./wire";

interface Call {
  method: "GET" | "PUT" | "DELETE";
  url: URL;
  authorization: string;
  subject: Subject;
  maxBytes: number;
  /** For the whole call, when it has less time than others. */
  withinMs?: number | undefined;
  /** What a success says does not matter: its body may be empty or of any shape, and is `null`. */
  ignoresBody?: boolean | undefined;
  /** Of the connection that is called; the platform itself has none. */
  pace?: CallPace | undefined;
}

export interface Answer {
  /** The JSON of the body, unchecked. */
  body: unknown;
  /** `Elements-Next-Page-Token`: the answer goes on there. Open Connectors reference, paging. */
  nextPage: string | null;
  requestId: string | null;
}

export interface Http {
  /**
   * One exchange, then the next as the limits allow: a GET is repeated after 429, 5xx and network faults.
   * @throws UpstreamError for everything but a 2xx with JSON
   */
  call(call: Call): Promise<Answer>;
  close(): Promise<void>;
}

/** Calls Open Connectors over connections of our own: redirects are not followed, encoded answers are not decoded. */
export function createHttp(options: {
  limits: Limits;
  secrets: Secrets;
  /** Every call goes to this one's origin. */
  baseUrl: URL;
  way: Way;
}): Http {
  const { limits, secrets, baseUrl, way } = options;
  const dispatcher = new Agent({
    // Opened as those of uploads are, so that a proxy and an authority mean the same for both.
    connect: (_, callback) => {
      openSocket(baseUrl, { ...way, connectMs: limits.connectMs }).then(
        (socket) => callback(null, socket),
        (error: Error) => callback(error, null),
      );
    },
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.bodyMs,
    connections: 16,
    pipelining: 1,
  });

  async function once(call: Call): Promise<Answer> {
    await call.pace?.enter();
    const reply = await exchange(call, dispatcher, limits);
    const requestId = toRequestId(headerOf(reply.headers, "elements-request-id"));
    if (reply.status < 200 || reply.status > 299) {
      const problem = readProblem(reply.text);
      const said = problem.words === null ? null : secrets.redact(problem.words);
      const retryAfterMs = parseRetryAfter(
        headerOf(reply.headers, "retry-after"),
        headerOf(reply.headers, "date"),
      );
      if (reply.status === 429) call.pace?.pause(retryAfterMs ?? limits.throttlePauseMs);
      throw errorOfStatus(call.subject, reply.status, said, {
        retryAfterMs,
        requestId: requestId ?? toRequestId(problem.requestId),
      });
    }
    const body = call.ignoresBody ? null : toJson(call.subject, reply, requestId);
    return { body, requestId, nextPage: headerOf(reply.headers, "elements-next-page-token") };
  }

  return {
    call: (call) => (call.method === "GET" ? retried(() => once(call), limits) : once(call)),
    close: () => dispatcher.destroy(),
  };
}

interface Reply {
  status: number;
  headers: Dispatcher.ResponseData["headers"];
  /** `null`: the body was encoded or too large and was not read. */
  text: string | null;
  flaw?: string;
}

async function exchange(call: Call, dispatcher: Dispatcher, limits: Limits): Promise<Reply> {
  const abort = new AbortController();
  const deadline = setTimeout(() => abort.abort(), call.withinMs ?? limits.callMs);
  try {
    const { statusCode, headers, body } = await request(call.url, {
      method: call.method,
      dispatcher,
      signal: abort.signal,
      headers: {
        authorization: call.authorization,
        accept: "application/json",
        "accept-encoding": "identity",
        "user-agent": "Hubload",
      },
    });
    const encoding = headerOf(headers, "content-encoding");
    // Refused before any decoder sees it: what a hostile answer does to a decoder is nothing it can do here.
    if (encoding !== null && encoding.toLowerCase() !== "identity") {
      body.on("error", () => undefined).destroy();
      return { status: statusCode, headers, text: null, flaw: "an encoded body, which was not asked for," };
    }
    const text = await readText(body, call.maxBytes);
    return {
      status: statusCode,
      headers,
      text,
      ...(text === null ? { flaw: "more than can be taken" } : {}),
    };
  } catch (error) {
    const fault = describeNetworkFault(error, call.url.host);
    const tryAgain = fault.isTls ? "" : " Try again in a minute; if it stays so, ask your administrator.";
    throw new UpstreamError(
      fault.kind,
      `Open Connectors could not ${call.subject.deed}. ${fault.words}${tryAgain}`,
      {
        cause: error,
      },
    );
  } finally {
    clearTimeout(deadline);
  }
}

/** The text of a body of at most `maxBytes`; `null`, with the rest left unread, when it is larger. */
async function readText(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size)
    .toString("utf8")
    .replace(/^\ufeff/, "");
}

function toJson(subject: Subject, reply: Reply, requestId: string | null): unknown {
  const details = { status: reply.status, requestId };
  if (reply.text === null) throw unusableAnswer(subject, reply.flaw ?? "an unreadable body", details);
  if (reply.text.trim() === "") throw unusableAnswer(subject, "an empty body", details);
  try {
    return JSON.parse(reply.text);
  } catch {
    // The parser's own message quotes the text, and the text may quote a token.
    const isPage = reply.text.trimStart().startsWith("<");
    throw unusableAnswer(subject, isPage ? "a web page" : "something that is not JSON", details);
  }
}

async function retried<T>(once: () => Promise<T>, limits: Limits): Promise<T> {
  const begun = performance.now();
  for (let tries = 0; ; tries++) {
    try {
      return await once();
    } catch (error) {
      const waitMs = waitBeforeRetry(error, tries, limits);
      if (waitMs === null || performance.now() - begun + waitMs > limits.retryBudgetMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

const passing = new Set([429, 500, 502, 503, 504]);

/** Milliseconds before a safe call is tried again, or `null` when it is not. Jittered, so that callers do not march in step. */
function waitBeforeRetry(error: unknown, tries: number, limits: Limits): number | null {
  if (!(error instanceof UpstreamError) || tries >= limits.retries) return null;
  const isPassing = error.status === null ? isNetworkFault(error) : passing.has(error.status);
  if (!isPassing) return null;
  const asked = error.retryAfterMs ?? 0;
  if (asked > limits.longestRetryAfterMs) return null;
  return Math.max(asked, limits.retryBaseMs * 2 ** tries * (0.5 + Math.random()));
}

const isNetworkFault = (error: UpstreamError) =>
  error.kind === "timeout" || (error.kind === "unreachable" && !describeNetworkFault(error.cause, "").isTls);

/** One value of a header; `null` when it is absent or was sent twice. */
function headerOf(headers: Dispatcher.ResponseData["headers"], name: string): string | null {
  const value = headers[name];
  return typeof value === "string" && value !== "" ? value : null;
}

/** A request id as it may be shown and logged: a short run of harmless characters, or nothing. */
export function toRequestId(value: string | null): string | null {
  return value !== null && /^[\w.:-]{1,100}$/.test(value) ? value : null;
}
