import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";

/** Standard alphabet, padded: 32 bytes are always 43 digits and one `=`. */
const form = /^sha256=([A-Za-z0-9+/]{43}=)$/;
const nothing = Buffer.alloc(32);

/**
 * Whether `headerValue`, the value of `Elements-Webhook-Signature`, is `sha256=` and the base64 of HMAC-SHA256 over the raw
 * bytes of the body with any of `keys` (as UTF-8). Open Connectors reference, callback.
 *
 * Every key costs the same work whatever the header says, and the bytes are compared in constant time. An absent header,
 * another algorithm, another length and a header sent twice (joined by a comma) are all `false`, and so is no key at all.
 */
export function verifySignature(
  body: Uint8Array,
  headerValue: string | null,
  keys: readonly string[],
): boolean {
  const digits = form.exec(headerValue ?? "")?.[1];
  const given = digits === undefined ? nothing : Buffer.from(digits, "base64");
  let matches = false;
  for (const key of keys) {
    const expected = createHmac("sha256", key).update(body).digest();
    const isEqual = timingSafeEqual(expected, given);
    // Anybody can sign with an empty key.
    matches = (isEqual && key !== "") || matches;
  }
  return matches && digits !== undefined;
}
