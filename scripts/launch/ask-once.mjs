import { get } from "node:http";

/**
 * What a program on this computer says, as JSON; `null` when it does not say it with a 200 and in time. Not with Node's own
 * fetch: where its time limit strikes while the body is being read, on a crowded machine, its promise may stay pending for
 * ever (nodejs/node#56917, nodejs/undici#4232), and a start would never say that it is ready.
 * @param {string} url
 * @param {number} withinMs
 * @returns {Promise<any>}
 */
export function askOnce(url, withinMs) {
  return new Promise((resolve) => {
    const request = get(url, { agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece) => {
        text += piece;
      });
      response.once("end", () => resolve(response.statusCode === 200 ? parsed(text) : null));
    });
    const timer = setTimeout(() => request.destroy(), withinMs);
    // Why it failed does not matter: it is asked again.
    request.on("error", () => {});
    request.once("close", () => {
      clearTimeout(timer);
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
