import type { z } from "zod";
import { networkError, toApiError, unreadableError } from "./api-error";
import { askToSignIn } from "./session-ended";

export interface RequestOptions {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  /** Sent as JSON; a blob is JSON already. */
  json?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
  /** Goes out also when the page is being left; a browser does that for small bodies only. */
  keepalive?: boolean;
  /** 401 is an answer here, not the end of a session. */
  withoutSession?: boolean;
}

/** Browsers refuse more than 64 KiB, of all requests that outlive their page. */
const mostKeptAlive = 30_000;

async function once(path: string, options: RequestOptions): Promise<Response> {
  const { method = "GET", json, headers = {}, signal } = options;
  const body = json === undefined || json instanceof Blob ? json : JSON.stringify(json);
  const outlives = options.keepalive && typeof body === "string" && body.length <= mostKeptAlive;
  try {
    return await fetch(path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      headers: {
        accept: "application/json, application/problem+json",
        ...(json === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      ...(outlives ? { keepalive: true } : {}),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw networkError(error);
  }
}

async function answerOf(path: string, options: RequestOptions): Promise<Response> {
  const response = await once(path, options);
  if (response.ok) return response;
  // A request refused for want of a session changed nothing, so repeating it is safe, whatever its method.
  if (response.status === 401 && !options.withoutSession && (await askToSignIn())) {
    const again = await once(path, options);
    if (again.ok) return again;
    throw await toApiError(again);
  }
  throw await toApiError(response);
}

/**
 * One request to our own API; the answer is parsed by its schema.
 * @throws ApiError, or the signal's reason when it was aborted
 */
export async function request<S extends z.ZodType>(
  schema: S,
  path: string,
  options: RequestOptions = {},
): Promise<z.output<S>> {
  const response = await answerOf(path, options);
  let body: unknown;
  try {
    body = await response.json();
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw unreadableError(response.status, cause);
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw unreadableError(response.status, parsed.error);
  return parsed.data;
}

/** One request whose answer has no body that matters. @throws ApiError */
export async function send(path: string, options: RequestOptions = {}): Promise<void> {
  const response = await answerOf(path, options);
  await response.body?.cancel();
}

/** One request whose answer is a file. @throws ApiError, or the signal's reason when it was aborted */
export async function download(path: string, options: RequestOptions = {}): Promise<Blob> {
  const response = await answerOf(path, options);
  try {
    return await response.blob();
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw unreadableError(response.status, cause);
  }
}

/** A path of parts that may hold anything: `path("/api/jobs", id)`. */
export function path(base: string, ...parts: string[]): string {
  return [base, ...parts.map(encodeURIComponent)].join("/");
}
