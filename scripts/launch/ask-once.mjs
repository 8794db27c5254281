import { get } from "node:http";

/**
 * What a program on this computer says, as JSON; `null` when it does not say it with a 200 and in time. Not with Node's own
 * fetch: where its time limit strikes while the body is being read, on a crowded machine, its promise may stay pending for
 * ever (nodejs/node#56917, nodejs/undici#4232), and a start would never say that it is ready.
 * @param {string} url
 * @param {number} withinMs
 * @param {(why: string) => void} [onFailure] is told why it is `null`, in words that go on after "it"
 * @returns {Promise<any>}
 */
export function askOnce(url, withinMs, onFailure = () => {}) {
  return new Promise((resolve) => {
    /** @type {string | undefined} what happened first; what follows from it says less */
    let why;
    let said = null;
    const request = get(url, { agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece) => {
        text += piece;
      });
      response.once("end", () => {
        why ??= `answered ${response.statusCode} ${text.slice(0, 200)}`.trim();
        if (response.statusCode === 200) said = parsed(text);
        resolve(said);
      });
    });
    const timer = setTimeout(() => {
      why ??= `gave no answer within ${withinMs / 1_000} s`;
      request.destroy();
    }, withinMs);
    request.on("error", (error) => {
      why ??= `could not be asked: ${error.message}`;
    });
    request.once("close", () => {
      clearTimeout(timer);
      if (said === null) onFailure(why ?? "ended the connection before the end of its answer");
      resolve(null);
    });
  });
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
