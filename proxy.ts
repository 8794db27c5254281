import { type NextRequest, NextResponse } from "next/server";
import { isDevelopment } from "./lib/env";

/** Pages only: a route matched here would get its body cut at 10 MB. Authorisation is decided in pages and handlers, never here. */
export const config = { matcher: ["/((?!api/|_next/|theme\\.js$|icon\\.svg$).*)"] };

/**
 * Gives every page a content security policy with a nonce of its own. What a client sent under these names is overwritten.
 * A page opened under another origin never comes this far: scripts/launch/web-server.mjs redirects it.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-hubload-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Rows of a virtual list are placed by a style attribute.
    "style-src-attr 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
