import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import type { Connection } from "../connections";
import type { Rule } from "../control/rules";
import type { World } from "../world";
import { Refusal, type Reply } from "./reply";

/** One call of the API, as its handler sees it. */
export interface Call {
  world: World;
  requestId: string;
  method: string;
  /** Path without prefix and hub. */
  path: string;
  query: URLSearchParams;
  /** A named segment of the route's path. */
  param: (name: string) => string;
  headers: IncomingMessage["headers"];
  /** Path and query as they were called. */
  url: string;
  /** Lets the client go on with its body (100 Continue, when it waits for that) and gives the stream. */
  body: () => Readable;
  /** Whether the whole request has arrived. */
  arrived: () => boolean;
  /** The control rule that was matched, if any. */
  rule: Rule | null;
}

export interface ConnectorCall extends Call {
  connection: Connection;
}

export type Handler<C extends Call> = (call: C) => Reply | Promise<Reply>;

/**
 * @throws Refusal 415 when the body is said to be something else than JSON (nothing and plain text are let pass), or as
 * {@link readJson}
 */
export async function readJsonBody(call: Call): Promise<unknown> {
  const type = call.headers["content-type"] ?? "";
  if (type !== "" && !/\bjson\b|^text\/plain/i.test(type)) {
    throw new Refusal(415, `The content type ${type} is not supported, application/json is expected`);
  }
  return readJson(call);
}

const mostJsonBytes = 1024 * 1024;

/** @throws Refusal 400 when the body is not JSON or is over 1 MiB */
export async function readJson(call: Call): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of call.body()) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > mostJsonBytes) throw new Refusal(400, "The request body is too large");
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new Refusal(400, "The request body is not valid JSON");
  }
}
