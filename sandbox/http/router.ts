import type { Call, ConnectorCall, Handler } from "./call";

interface Place {
  method: string;
  /** Segments beginning with a colon are named: `/bulk/:id/status`. */
  path: string;
  /** What the route can answer with: JSON usually, which `Accept` must allow; "any" looks at it itself. */
  accepts?: "any";
}

/** Who may call: platform calls need User and Organization, connector calls Element and User. */
export type Route = Place &
  (
    | { access: "open" | "platform"; handle: Handler<Call> }
    | {
        access: "connector";
        handle: Handler<ConnectorCall>;
        /** Also answered for a disabled connection. */
        evenDisabled?: boolean;
        /** Passed on to the vendor, so that it fails when that cannot be reached. */
        asksVendor?: boolean;
        /** Told when a control rule answers before the handler could. */
        untried?: (call: ConnectorCall, answer: number | "dropped") => void;
      }
  );

export interface Match {
  route: Route;
  params: Readonly<Record<string, string>>;
}

function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split("/");
  const segments = path.split("/");
  if (wanted.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const segment = segments[at] ?? "";
    if (part.startsWith(":") && segment !== "") params[part.slice(1)] = decode(segment);
    else if (part !== segment) return null;
  }
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * The first route that fits; "wrong verb" when only the method does not fit, null when nothing does. A path that begins with
 * a name of the platform's own (`/bulk/…`) is never taken for one of records (`/:object/…`).
 */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): Match | "wrong verb" | null {
  let found: "wrong verb" | null = null;
  let platform = false;
  for (const route of routes) {
    const params = paramsOf(route.path, path);
    if (!params || (platform && route.path.startsWith("/:"))) continue;
    if (route.method === method) return { route, params };
    found = "wrong verb";
    platform ||= !route.path.startsWith("/:");
  }
  return found;
}
