import type { HttpRequest } from "tus-js-client";

/**
 * Ends a request once nothing has moved for so long: neither a byte of it has left nor an answer come. Where a connection
 * was lost without a word (a laptop that changed networks, a router that forgot it) a browser itself waits for a quarter of an hour.
 * It fails as one whose network is gone.
 */
export function endStalled(request: HttpRequest, afterMs: number): void {
  const send = request.send.bind(request);
  const setProgressHandler = request.setProgressHandler.bind(request);
  let moved = () => {};
  request.setProgressHandler = (handler) =>
    setProgressHandler((sent) => {
      moved();
      handler(sent);
    });
  request.send = (body) =>
    new Promise((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout>;
      const end = () => {
        reject(new Error("Nothing moved, and there was no answer."));
        // It has failed already: how its end goes does not matter.
        request.abort().catch(() => undefined);
      };
      moved = () => {
        clearTimeout(timer);
        timer = setTimeout(end, afterMs);
      };
      moved();
      send(body)
        .then(resolve, reject)
        .finally(() => {
          moved = () => {};
          clearTimeout(timer);
        });
    });
}
