import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Reply } from "./reply";

/** Writes an answer to the socket. A client that has gone away is no fault of ours. */
export async function writeReply(response: ServerResponse, reply: Reply, requestId: string): Promise<void> {
  response.statusCode = reply.status;
  response.setHeader("Elements-Request-Id", requestId);
  if (reply.file !== undefined) {
    response.setHeader("Content-Type", "application/octet-stream");
    response.setHeader("Content-Length", (await stat(reply.file)).size);
    await pipeline(createReadStream(reply.file), response);
    return;
  }
  const { body } = reply;
  const isText = typeof body === "string";
  const type = isText ? "text/html" : "application/json";
  if (body !== undefined && body !== "") response.setHeader("Content-Type", `${type};charset=UTF-8`);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (body === undefined) response.end();
  else response.end(isText ? body : JSON.stringify(body));
}
