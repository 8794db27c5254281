import type { Connection } from "../connections";
import type { World } from "../world";
import { Refusal } from "./reply";

/** Who calls, by the pairs of the Authorization header. */
export interface Identity {
  /** User and organization secret are both there and right. */
  platform: boolean;
  /** The connection whose token was given along with the right user secret. */
  connection: Connection | null;
}

/** `User a, Element b` → user: a, element: b. Schemes may be written in any case and order. */
function parseAuthorization(header: string | undefined): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const pair of (header ?? "").split(",")) {
    const [, scheme, value] = /^\s*(\S+)\s+(\S+)\s*$/.exec(pair) ?? [];
    if (scheme !== undefined && value !== undefined) pairs.set(scheme.toLowerCase(), value);
  }
  return pairs;
}

export function identify(world: World, header: string | undefined): Identity {
  const pairs = parseAuthorization(header);
  const organization = pairs.get("organization");
  const element = pairs.get("element");
  const rightUser = pairs.get("user") === world.user;
  const wrongOrganization = organization !== undefined && organization !== world.organization;
  if (!rightUser || wrongOrganization) return { platform: false, connection: null };
  return {
    platform: organization !== undefined,
    connection:
      world.connections.find(({ token, behaviour }) => token === element && !behaviour.deleted) ?? null,
  };
}

/** Open Connectors reference, authentication: the one message for every wrong or missing secret. */
export const unauthorized = (): Refusal =>
  new Refusal(401, "Invalid Organization or User secret, or invalid Element token provided.");
