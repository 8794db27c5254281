import { answerPastNext } from "./past-next.mjs";

const address = /^\/api\/uploads\/[\w-]+$/;

/**
 * The bytes of an upload go past Next, which takes each of them through streams of its own. What is answered is the
 * application's matter (`lib/api-server/answer-upload.ts`), the same as for every other call of an upload.
 * @param {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => unknown} next takes everything else
 * @returns {typeof next}
 */
export function withUploadDoor(next) {
  return (request, response) => {
    const answer = globalThis.__hubloadUpload;
    if (request.method !== "PATCH" || !address.test(request.url ?? "") || !answer)
      return next(request, response);
    // What is left of a chunk that was refused is read and thrown away: the connection is good for the next one.
    response.once("finish", () => request.removeAllListeners("data").resume());
    return answerPastNext(answer, request, response);
  };
}
