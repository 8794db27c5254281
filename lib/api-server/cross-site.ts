import "server-only";

/**
 * Whether an unsafe request comes from a page of our own: `Sec-Fetch-Site: same-origin`, else an exact `Origin`.
 * A request that says neither is refused when it carries a cookie: a browser always says one of them (Fetch
 * standard, "origin header"), and a program can. Without a cookie there is nothing another site could ride on.
 */
export function isFromOwnPage(request: Request, origins: readonly string[]): boolean {
  if (["GET", "HEAD", "OPTIONS"].includes(request.method)) return true;
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = request.headers.get("origin");
  if (origin !== null) return origins.includes(origin);
  return !request.headers.has("cookie");
}
