import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import type { Rule } from "../control/rules";
import type { Reply } from "./reply";

/** Asserted by the vendor's own tests (Open Connectors reference, response headers). */
const exposed = [
  ...["Elements-Returned-Count", "Elements-Total-Count", "Elements-Request-Id", "Elements-Next-Page-Token"],
  ...["Elements-Trace-Id", "Elements-Error", "Content-Disposition"],
].join(", ");

/** Writes an answer to the socket, spoilt as a rule has it. A client that has gone away is no fault of ours. */
export async function writeReply(
  response: ServerResponse,
  reply: Reply,
  requestId: string,
  rule: Rule | null,
): Promise<void> {
  response.statusCode = reply.status;
  response.setHeader("Elements-Request-Id", requestId);
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.setHeader("Access-Control-Expose-Headers", exposed);
  if (reply.file !== undefined) {
    response.setHeader("Content-Type", "application/octet-stream");
    response.setHeader("Content-Length", (await stat(reply.file)).size);
    return pipeline(createReadStream(reply.file), response);
  }
  const { body, type } = spoilt(bodyOf(reply), rule);
  if (type !== null) response.setHeader("Content-Type", type);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (reply.stream && !rule?.replyBody) return pipeline(Readable.from(reply.stream), response);
  const bytes = packed(body, rule);
  if (rule?.encode) response.setHeader("Content-Encoding", rule.encode);
  if (!rule?.trickle && rule?.cutReplyAt === undefined) {
    response.end(bytes);
    return;
  }
  response.setHeader("Content-Length", bytes.length);
  await writeSlowly(response, bytes, rule);
}

interface Body {
  body: string;
  type: string | null;
}

function bodyOf({ body }: Reply): Body {
  if (body === undefined || body === "") return { body: "", type: null };
  return typeof body === "string"
    ? { body, type: "text/html;charset=UTF-8" }
    : { body: JSON.stringify(body), type: "application/json;charset=UTF-8" };
}

function spoilt(usual: Body, rule: Rule | null): Body {
  switch (rule?.replyBody) {
    case undefined:
      return usual;
    case "html":
      return { body: "<html><body><h1>Please sign in</h1></body></html>", type: "text/html;charset=UTF-8" };
    case "empty":
      return { body: "", type: null };
    case "broken":
      return { ...usual, body: usual.body.slice(0, Math.max(1, usual.body.length - 2)) };
    case "huge":
      return { ...usual, body: `{"id":"1","status":"CREATED","filler":"${"x".repeat(rule.replyBytes)}"}` };
  }
}

function packed(body: string, rule: Rule | null): Buffer {
  const bytes = Buffer.from(body);
  switch (rule?.encode) {
    case undefined:
      return bytes;
    case "gzip":
      return gzipSync(bytes);
    case "br":
      return brotliCompressSync(bytes);
    case "deflate":
      return deflateSync(bytes);
  }
}

async function writeSlowly(
  response: ServerResponse,
  bytes: Buffer,
  { trickle, cutReplyAt = bytes.length }: Rule,
): Promise<void> {
  const step = trickle?.bytes ?? bytes.length;
  for (let at = 0; at < Math.min(bytes.length, cutReplyAt) && !response.destroyed; at += step) {
    response.write(bytes.subarray(at, Math.min(at + step, cutReplyAt)));
    if (trickle) await sleep(trickle.everyMs, undefined, { ref: false });
  }
  if (cutReplyAt >= bytes.length) {
    response.end();
    return;
  }
  // What was written must have left before the reset, which would take it along.
  response.flushHeaders();
  await sleep(20);
  response.socket?.resetAndDestroy();
}
