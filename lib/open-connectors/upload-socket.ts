import "server-only";
import net from "node:net";
import tls from "node:tls";

/** A fault of a name that says what happened in the operator's words. */
export class SendFault extends Error {}

/**
 * A fresh connection to `url`, ready for the first byte: TCP up, and with https the certificate verified. A POST never goes
 * over a connection that was used before, so a reset always means this POST.
 * The socket keeps its own listener for errors; whoever uses it adds theirs.
 */
export function openSocket(
  url: URL,
  options: { connectMs: number; certificateAuthority: string | undefined; signal: AbortSignal },
): Promise<net.Socket> {
  const isSecure = url.protocol === "https:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const where = {
    host,
    port: Number(url.port) || (isSecure ? 443 : 80),
    autoSelectFamilyAttemptTimeout: 2_500,
  };
  const socket = isSecure
    ? tls.connect({
        ...where,
        ALPNProtocols: ["http/1.1"],
        rejectUnauthorized: true,
        ...(net.isIP(host) === 0 ? { servername: host } : {}),
        ...(options.certificateAuthority === undefined ? {} : { ca: options.certificateAuthority }),
      })
    : net.connect(where);
  socket.setNoDelay(true);
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      clearTimeout(timer);
      options.signal.removeEventListener("abort", stop);
      socket.destroy();
      reject(error);
    };
    const stop = () => fail(new SendFault("The sending was stopped."));
    const timer = setTimeout(
      () => fail(new SendFault(`${url.host} did not answer in time.`)),
      options.connectMs,
    );
    // Stays: an error after this promise is settled must not end the process.
    socket.on("error", fail);
    socket.once(isSecure ? "secureConnect" : "connect", () => {
      clearTimeout(timer);
      options.signal.removeEventListener("abort", stop);
      resolve(socket);
    });
    if (options.signal.aborted) stop();
    else options.signal.addEventListener("abort", stop);
  });
}
