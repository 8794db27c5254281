/**
 * Where to go after signing in: a path of this application, else the first page. Anything that a browser could read as
 * another site is dropped (OWASP ASVS 5.0, 3.7.2).
 */
export function nextPath(wanted: unknown): string {
  const fallback = "/";
  if (typeof wanted !== "string" || !/^\/(?![/\\])/.test(wanted)) return fallback;
  const home = "http://hubload.invalid";
  const parsed = URL.canParse(wanted, home) ? new URL(wanted, home) : undefined;
  if (parsed?.origin !== home || parsed.pathname === "/" || parsed.pathname.startsWith("/sign-in"))
    return fallback;
  return `${parsed.pathname}${parsed.search}${parsed.hash}`;
}
