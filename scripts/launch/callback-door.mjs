import { everywhere, ofTheApi } from "./security-headers.mjs";

const address = /^\/api\/callbacks\/bulk\/([\w-]+)$/;
const headers = [...everywhere, ...ofTheApi];

/**
 * Callbacks come in storms, hundreds a second, and none of them is a page: they are answered before Next, which takes
 * several times as long for each. What is answered is the application's matter (`lib/api-server/answer-callback.ts`).
 * @param {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => unknown} next takes everything else
 * @returns {typeof next}
 */
export function withCallbackDoor(next) {
  return (request, response) => {
    const attemptId = request.method === "POST" ? address.exec(request.url ?? "")?.[1] : undefined;
    const answer = globalThis.__hubloadCallback;
    if (attemptId === undefined || !answer) return next(request, response);
    return take(answer, attemptId, request, response);
  };
}

async function take(answer, attemptId, request, response) {
  const asked = new Request(`http://localhost${request.url}`, {
    method: "POST",
    headers: Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    body: bodyOf(request),
    duplex: "half",
  });
  const answered = await answer(asked, attemptId);
  for (const { key, value } of headers) response.setHeader(key, value);
  for (const [name, value] of answered.headers) response.setHeader(name, value);
  response.statusCode = answered.status;
  // What is left of a body that was refused is not waited for, and the refusal is heard before the connection ends.
  response.once("finish", () => request.complete || request.destroy());
  response.end(await answered.text());
}

/** As `Readable.toWeb`, but a reader who has enough does not end the connection that the answer goes over. */
function bodyOf(request) {
  return new ReadableStream({
    start(controller) {
      request.on("data", (piece) => controller.enqueue(piece));
      request.once("end", () => controller.close());
      request.once("error", (error) => controller.error(error));
    },
    cancel() {
      request.removeAllListeners("data").removeAllListeners("end").resume();
    },
  });
}
