import "server-only";
import type { Live } from "./live";

/** After that the browser connects again, and its session is looked at again. */
const longestMs = 5 * 60_000;
/** Events that may wait for a slow reader. */
const mostWaiting = 32;

/**
 * Server-sent events for one browser (WHATWG HTML, server-sent events). Ends when it goes, when it does not read, and
 * after five minutes.
 *
 * @param job id of the import that is watched whole; `null`: only what the list shows
 */
export function liveStream(live: Live, job: string | null, signal: AbortSignal): ReadableStream<Uint8Array> {
  let end = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let isOver = false;
        const leave = live.watch({
          job,
          send: (bytes) => {
            // Somebody who does not read is let go; the browser connects again when it does.
            if ((controller.desiredSize ?? 0) < 0) end();
            else controller.enqueue(bytes);
          },
        });
        const timer = setTimeout(() => end(), longestMs);
        end = () => {
          if (isOver) return;
          isOver = true;
          clearTimeout(timer);
          leave();
          controller.close();
        };
        signal.addEventListener("abort", end, { once: true });
        controller.enqueue(new TextEncoder().encode("retry: 2000\n\n"));
      },
      cancel: () => end(),
    },
    { highWaterMark: mostWaiting },
  );
}
