import "server-only";
import net from "node:net";
import tls from "node:tls";
import { whenReady } from "./socket-ready";
import { openTunnel } from "./tunnel";

/** A fault of a name that says what happened in the operator's words. */
export class SendFault extends Error {}

/** The connection did not come up in time. The code is what the network's own time-outs have. */
class ConnectTimeout extends SendFault {
  readonly code = "ETIMEDOUT";
}

/** How connections are made; the same for every call. */
export interface Way {
  /** PEM of an authority to trust instead of the well-known ones (and those of `NODE_EXTRA_CA_CERTS`). */
  certificateAuthority: string | undefined;
  /** `undefined`: directly. */
  proxy: URL | undefined;
}

/**
 * A fresh connection to `url`, ready for the first byte: TCP up, with a proxy its tunnel, and with https the certificate
 * verified. A POST never goes over a connection that was used before, so a reset always means this POST.
 * The socket keeps its own listener for errors; whoever uses it adds theirs.
 */
export async function openSocket(
  url: URL,
  options: Way & { connectMs: number; signal?: AbortSignal },
): Promise<net.Socket> {
  const ending = new AbortController();
  const stop = () => ending.abort(new SendFault("The sending was stopped."));
  const timer = setTimeout(
    () => ending.abort(new ConnectTimeout(`${url.host} did not answer in time.`)),
    options.connectMs,
  );
  options.signal?.addEventListener("abort", stop);
  if (options.signal?.aborted) stop();
  try {
    return await connect(url, options, ending.signal);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", stop);
  }
}

async function connect(url: URL, { certificateAuthority, proxy }: Way, signal: AbortSignal) {
  const isSecure = url.protocol === "https:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const where = {
    host,
    port: Number(url.port) || (isSecure ? 443 : 80),
    autoSelectFamilyAttemptTimeout: 2_500,
  };
  const tunnel = proxy && (await openTunnel(proxy, { host, port: where.port, signal }));
  if (!isSecure) return tunnel ?? whenReady(net.connect(where), "connect", signal);
  const socket = tls.connect({
    ...where,
    ...(tunnel ? { socket: tunnel } : {}),
    ALPNProtocols: ["http/1.1"],
    rejectUnauthorized: true,
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    ...(certificateAuthority === undefined ? {} : { ca: certificateAuthority }),
  });
  return whenReady(socket, "secureConnect", signal);
}
