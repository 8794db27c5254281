import { answerPastNext } from "./past-next.mjs";

const address = /^\/api\/callbacks\/bulk\/([\w-]+)$/;

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
    // What is left of a body that was refused is not waited for, and the refusal is heard before the connection ends.
    response.once("finish", () => request.complete || request.destroy());
    return answerPastNext((asked) => answer(asked, attemptId), request, response);
  };
}
