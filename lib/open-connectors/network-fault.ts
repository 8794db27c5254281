import "server-only";

export interface NetworkFault {
  kind: "unreachable" | "timeout";
  /** The other side could not prove who it is. Somebody has to look: trying again does not help. */
  isTls: boolean;
  /** A sentence for the operator. */
  words: string;
}

/** What the proxy on the way did, in words: the upstream itself was never reached. */
export class ProxyFault extends Error {}

const timeouts = new Set([
  "ETIMEDOUT",
  "ESOCKETTIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_ABORTED",
  "ABORT_ERR",
]);
const unresolved = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA"]);
const noRoute = new Set(["EHOSTUNREACH", "ENETUNREACH", "EHOSTDOWN", "ENETDOWN", "EADDRNOTAVAIL"]);
const tls =
  /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|CRL_|EPROTO)/;

/** Puts an error of sockets, TLS, undici or Node's HTTP parser into words. `host` is the upstream's, with its port. */
export function describeNetworkFault(error: unknown, host: string): NetworkFault {
  if (error instanceof ProxyFault) return { kind: "unreachable", isTls: false, words: error.message };
  const code = codeOf(error);
  if (timeouts.has(code)) return { kind: "timeout", isTls: false, words: `${host} did not answer in time.` };
  if (tls.test(code))
    return {
      kind: "unreachable",
      isTls: true,
      words: `${host} could not prove that it is Open Connectors (TLS: ${code}). Ask your administrator to check its certificate and OPEN_CONNECTORS_URL.`,
    };
  return { kind: "unreachable", isTls: false, words: unreachableInWords(code, host) };
}

function unreachableInWords(code: string, host: string): string {
  if (unresolved.has(code)) return `The name ${host} cannot be resolved.`;
  if (code === "ECONNREFUSED") return `${host} refuses the connection.`;
  if (noRoute.has(code)) return `There is no way through the network to ${host}.`;
  if (code.startsWith("HPE_") || code === "UND_ERR_HEADERS_OVERFLOW")
    return `${host} answered with something that is not HTTP.`;
  return `The connection to ${host} was cut.`;
}

/** With several addresses tried, Node reports an AggregateError; its code is that of the tries. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error.name === "AbortError" ? "ABORT_ERR" : codeOf(error.cause);
}
