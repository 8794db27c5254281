import "server-only";
import { UpstreamError } from "./errors";

export interface Addresses {
  /** Of the whole platform: `{base}/…`. */
  platform(segments: readonly string[], query?: string): URL;
  /** Of a connection: `{base}/hubs/{hub}/…` where the instance names its hub, `{base}/…` where it does not. */
  connection(hub: string | null, segments: readonly string[], query?: string): URL;
}

/**
 * Builds every address that is ever called. Segments come from people and from the upstream, so the result is compared
 * with what was meant: same origin, and the path exactly the base's followed by the segments.
 */
export function createAddresses(baseUrl: URL): Addresses {
  const prefix = baseUrl.pathname.replace(/\/+$/, "");
  const platform = (segments: readonly string[], query = "") => {
    const path = [prefix, ...segments.map(encodeSegment)].join("/");
    const url = new URL(`${baseUrl.origin}${path}${query}`);
    if (url.origin !== baseUrl.origin || url.pathname !== path) throw unspeakable();
    return url;
  };
  return {
    platform,
    connection: (hub, segments, query) =>
      platform(hub === null ? segments : ["hubs", hub, ...segments], query),
  };
}

function encodeSegment(segment: string): string {
  if (segment === "" || segment === "." || segment === ".." || !segment.isWellFormed()) throw unspeakable();
  return encodeURIComponent(segment);
}

const unspeakable = () =>
  new UpstreamError(
    "not_found",
    "Open Connectors has nothing of that name: it cannot be part of an address.",
  );
