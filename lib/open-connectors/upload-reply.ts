import "server-only";
import type http from "node:http";
import type { Limits } from "./limits";

/** The final answer to a POST. */
export interface Reply {
  status: number;
  headers: http.IncomingHttpHeaders;
  /** As much as came, at most `answerBytes`; `null`: encoded, and not read. */
  text: string | null;
}

/** The answer's text, ended by its end, the cap or the clock, whichever comes first. */
export function readReply(response: http.IncomingMessage, limits: Limits): Promise<Reply> {
  const reply = { status: response.statusCode ?? 0, headers: response.headers };
  const encoding = response.headers["content-encoding"]?.toLowerCase() ?? "identity";
  // Refused before any decoder sees it.
  if (encoding !== "identity") {
    response.destroy();
    return Promise.resolve({ ...reply, text: null });
  }
  if (response.closed) return Promise.resolve({ ...reply, text: "" });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => response.destroy(), limits.replyMs);
    response.on("data", (chunk: Buffer) => {
      chunks.push(chunk.subarray(0, Math.max(0, limits.answerBytes - size)));
      size += chunk.length;
      if (size >= limits.answerBytes) response.destroy();
    });
    response.once("close", () => {
      clearTimeout(timer);
      resolve({ ...reply, text: Buffer.concat(chunks).toString("utf8") });
    });
  });
}
