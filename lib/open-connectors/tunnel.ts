import "server-only";
import http from "node:http";
import net from "node:net";
import tls from "node:tls";
import { describeNetworkFault, ProxyFault } from "./network-fault";
import { proxyAuthorization } from "./proxy";
import { whenReady } from "./socket-ready";

/**
 * A connection through `proxy` to `host`:`port`, ready for TLS. RFC 9110, section 9.3.6 (CONNECT).
 * The proxy learns the name of the other side and nothing else: TLS begins behind it.
 * @throws ProxyFault for everything the proxy does; the signal's reason when it is aborted
 */
export async function openTunnel(
  proxy: URL,
  { host, port, signal }: { host: string; port: number; signal: AbortSignal },
): Promise<net.Socket> {
  try {
    const socket = await openToProxy(proxy, signal);
    return await askForTunnel(socket, proxy, { target: `${bracketed(host)}:${port}`, signal });
  } catch (error) {
    if (signal.aborted || error instanceof ProxyFault) throw error;
    const { words } = describeNetworkFault(error, proxy.host);
    throw new ProxyFault(`The proxy cannot be used: ${words} Ask your administrator to check HTTPS_PROXY.`, {
      cause: error,
    });
  }
}

const bracketed = (host: string) => (net.isIPv6(host) ? `[${host}]` : host);

function openToProxy(proxy: URL, signal: AbortSignal): Promise<net.Socket> {
  const isSecure = proxy.protocol === "https:";
  const host = proxy.hostname.replace(/^\[|\]$/g, "");
  const where = {
    host,
    port: Number(proxy.port) || (isSecure ? 443 : 80),
    autoSelectFamilyAttemptTimeout: 2_500,
  };
  if (!isSecure) return whenReady(net.connect(where), "connect", signal);
  const names = net.isIP(host) === 0 ? { servername: host } : {};
  const socket = tls.connect({ ...where, ...names, ALPNProtocols: ["http/1.1"], rejectUnauthorized: true });
  return whenReady(socket, "secureConnect", signal);
}

function askForTunnel(
  socket: net.Socket,
  proxy: URL,
  { target, signal }: { target: string; signal: AbortSignal },
): Promise<net.Socket> {
  const authorization = proxyAuthorization(proxy);
  const request = http.request({
    createConnection: () => socket,
    method: "CONNECT",
    path: target,
    setHost: false,
    headers: {
      Host: target,
      ...(authorization === undefined ? {} : { "Proxy-Authorization": authorization }),
    },
  });
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      signal.removeEventListener("abort", stop);
      socket.destroy();
      reject(error);
    };
    const stop = () => fail(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    request.on("error", fail);
    // Every answer to CONNECT ends here, also one that refuses it.
    request.once("connect", ({ statusCode = 0 }, _socket, early) => {
      if (statusCode < 200 || statusCode > 299) return fail(refused(proxy, statusCode, target));
      signal.removeEventListener("abort", stop);
      if (early.length > 0) socket.unshift(early);
      resolve(socket);
    });
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    else request.end();
  });
}

function refused(proxy: URL, status: number, target: string): ProxyFault {
  if (status === 407)
    return new ProxyFault(
      `The proxy ${proxy.host} wants a user name and password, or does not accept those it was given (407). Ask your administrator to check HTTPS_PROXY.`,
    );
  return new ProxyFault(
    `The proxy ${proxy.host} does not open the way to ${target} (${status}). Ask your administrator to allow it there.`,
  );
}
