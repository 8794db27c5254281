import "server-only";
import { hkdfSync } from "node:crypto";

/** The object of a connection that rows are sent to. */
export interface Place {
  upstreamUrl: string;
  connectionId: string;
  objectName: string;
}

/**
 * The key of the fingerprints of a place, derived from the secret of this installation (RFC 5869). Whoever has it can try
 * values out against the fingerprints of this place, and of no other.
 */
export function placeKey(secret: string, { upstreamUrl, connectionId, objectName }: Place): Uint8Array {
  const where = JSON.stringify([upstreamUrl, connectionId, objectName]);
  return new Uint8Array(hkdfSync("sha256", secret, where, "hubload refusals 1", 32));
}
