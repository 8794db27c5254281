import "server-only";

/** The way out of a network that lets nobody call the internet directly. */
export interface ProxyOptions {
  /** `HTTPS_PROXY`: http or https, with a user name and password where the proxy wants them. */
  https?: URL | undefined;
  /** `NO_PROXY`: names, domains and addresses that are called directly, separated by commas; `*` for all. */
  except?: string | undefined;
}

/** The proxy that `url` is called through, or `undefined` for the direct way. Only https goes through one. */
export function chooseProxy(url: URL, { https, except = "" }: ProxyOptions): URL | undefined {
  if (https === undefined || url.protocol !== "https:") return undefined;
  const isExcepted = except
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => covers(entry.toLowerCase(), url));
  return isExcepted ? undefined : https;
}

/** As curl reads it: a name covers the names below it, with or without a leading dot or star; a port narrows it. */
function covers(entry: string, url: URL): boolean {
  if (entry === "*") return true;
  const [, name = entry, port] = /^(.+):(\d+)$/.exec(isBareIpv6(entry) ? `[${entry}]` : entry) ?? [];
  if (port !== undefined && port !== (url.port || "443")) return false;
  const host = withoutBrackets(url.hostname);
  const covered = withoutBrackets(name).replace(/^\*?\./, "");
  return host === covered || host.endsWith(`.${covered}`);
}

const isBareIpv6 = (entry: string) => (entry.match(/:/g)?.length ?? 0) > 1 && !entry.startsWith("[");
const withoutBrackets = (host: string) => host.replace(/^\[|\]$/g, "");

/** `Proxy-Authorization` for what the proxy's address carries; RFC 9110, section 11.7. */
export function proxyAuthorization({ username, password }: URL): string | undefined {
  if (username === "" && password === "") return undefined;
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(credentials).toString("base64")}`;
}
