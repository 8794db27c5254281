import "server-only";

/** What may stand in a header: visible ASCII. Secrets are opaque and may contain `/`, `+` and `=`. */
const opaque = /^[\x21-\x7e]+$/;

export const isUsableSecret = (secret: string): boolean => opaque.test(secret);

/**
 * The value of `Authorization`: `User …[, Organization …][, Element …]`, in the order of the vendor's own clients.
 * Open Connectors reference, authentication.
 */
export function toAuthorization(secrets: {
  user: string;
  organization: string | undefined;
  element?: string;
}): string {
  const pairs = [`User ${secrets.user}`];
  if (secrets.organization !== undefined) pairs.push(`Organization ${secrets.organization}`);
  if (secrets.element !== undefined) pairs.push(`Element ${secrets.element}`);
  return pairs.join(", ");
}
