import "server-only";
import { isUsableSecret } from "./authorization";
import { toPlainWords } from "./plain-words";
import type { WireInstance } from "./wire";

/** An authenticated connector instance, as the rest of the program may see it: without its token. */
export interface UpstreamConnection {
  id: string;
  name: string;
  connector: { key: string; name: string };
  /** The segment of `/hubs/{hub}/…`; `null` where the instance does not name its hub. */
  hub: string | null;
  usable: boolean;
  /** Why it is not usable, in words. */
  reason?: string;
  tags: string[];
  /** The company at the other end and its site, where the list already names them. */
  company: string | null;
  address: string | null;
}

/** A connection with what its calls need. The token stays in memory and in this room. */
export interface Instance {
  connection: UpstreamConnection;
  /** `null`: there is none, or it cannot stand in a header. */
  token: string | null;
}

/** What is known of an instance before it is judged, wherever it was read. */
export type InstanceFacts = Omit<WireInstance, "elementId">;

/** `undefined` when the item has no id, and so nothing to name it by. */
export function toInstance(facts: InstanceFacts): Instance | undefined {
  const { id } = facts;
  if (id === null) return undefined;
  const token = facts.token !== null && isUsableSecret(facts.token) ? facts.token : null;
  const reason = unusableBecause(facts, token);
  return {
    token,
    connection: {
      id,
      name: facts.name === null ? `Connection ${id}` : toPlainWords(facts.name, 200),
      connector: {
        key: toPlainWords(facts.connector.key, 100),
        name: toPlainWords(facts.connector.name, 100),
      },
      hub: toHub(facts.hub),
      usable: reason === undefined,
      ...(reason === undefined ? {} : { reason }),
      tags: facts.tags ?? [],
      company: toNamed(facts.company),
      address: toNamed(facts.address),
    },
  };
}

/** Secrets are masked with stars upstream; what is masked names nobody. */
export const toNamed = (value: string | null): string | null =>
  value === null || /^\*+$/.test(value) ? null : toPlainWords(value, 200);

function unusableBecause(facts: InstanceFacts, token: string | null): string | undefined {
  if (facts.disabled === true) return "This connection is disabled in Open Connectors.";
  if (facts.valid === false)
    return "Open Connectors marks this connection as not valid. It has to be authenticated again there.";
  if (token === null) return "Open Connectors lists this connection without a token.";
  return undefined;
}

/** A hub that cannot be a path segment is left out: the token alone decides. Open Connectors reference, hubs. */
function toHub(hub: string | null): string | null {
  return hub === null || hub === "." || hub === ".." || !hub.isWellFormed() ? null : hub;
}

/** Keeps instances with any of `tags`; no tags, all of them. */
export function hasAnyTag(instance: Instance, tags: readonly string[]): boolean {
  return tags.length === 0 || instance.connection.tags.some((tag) => tags.includes(tag));
}
