import { everywhere, ofTheApi } from "./security-headers.mjs";

const headers = [...everywhere, ...ofTheApi];

/**
 * Lets the application answer a call without Next, with the headers of every answer.
 * @param {(request: Request) => Promise<Response>} answer
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
export async function answerPastNext(answer, request, response) {
  const asked = new Request(`http://localhost${request.url}`, {
    method: request.method,
    headers: Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    body: bodyOf(request),
    duplex: "half",
  });
  const answered = await answer(asked);
  for (const { key, value } of headers) response.setHeader(key, value);
  for (const [name, value] of answered.headers) response.setHeader(name, value);
  response.statusCode = answered.status;
  response.end(await answered.text());
}

/** What is handed over before it is asked for. */
const aheadBytes = 64 * 1024;

/** As `Readable.toWeb`, but a reader who has enough does not end the connection that the answer goes over. */
function bodyOf(request) {
  const source = {
    start(controller) {
      request.on("data", (piece) => {
        controller.enqueue(piece);
        if (controller.desiredSize <= 0) request.pause();
      });
      request.once("end", () => controller.close());
      request.once("error", (error) => controller.error(error));
    },
    pull() {
      request.resume();
    },
    cancel() {
      request.removeAllListeners("data").removeAllListeners("end").resume();
    },
  };
  return new ReadableStream(source, new ByteLengthQueuingStrategy({ highWaterMark: aheadBytes }));
}
