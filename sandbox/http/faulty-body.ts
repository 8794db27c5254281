import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import type { Rule } from "../control/rules";

/**
 * The body of a request as a handler reads it. With a rule for a place within the body it ends there; the connection itself is left as it is, with the rest unread.
 */
export function bodyOf(request: IncomingMessage, rule: Rule | null): Readable {
  return rule?.when === "during" ? Readable.from(upTo(request, rule.atByte), { objectMode: false }) : request;
}

async function* upTo(request: IncomingMessage, most: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    const wanted = chunk.subarray(0, most - bytes);
    bytes += wanted.length;
    yield wanted;
    if (bytes >= most) return;
  }
}
