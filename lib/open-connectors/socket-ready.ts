import "server-only";
import type { Socket } from "node:net";

/**
 * The socket once it is up; destroyed when it does not come up, or when `signal` says so first.
 * It keeps a listener for errors: one that comes after it is up must not end the process.
 */
export function whenReady(
  socket: Socket,
  event: "connect" | "secureConnect",
  signal: AbortSignal,
): Promise<Socket> {
  socket.setNoDelay(true);
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      signal.removeEventListener("abort", stop);
      socket.destroy();
      reject(error);
    };
    const stop = () => fail(signal.reason);
    socket.on("error", fail);
    socket.once(event, () => {
      signal.removeEventListener("abort", stop);
      resolve(socket);
    });
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
  });
}
