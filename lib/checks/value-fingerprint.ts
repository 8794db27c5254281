import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** 128 bits, as hex digits: two different values of a billion meet with a chance below 10⁻²⁰. */
const bytes = 16;

/**
 * Names values of a field without anything of them that could be read: HMAC-SHA-256 (RFC 2104) under a key of the field,
 * which itself is one under the given key. The server and the page that checks rows name them alike.
 * @param field path
 */
export function valueFingerprints(key: Uint8Array, field: string): (value: string) => string {
  const begun = hmac.create(sha256, hmac(sha256, key, utf8ToBytes(field)));
  return (value) => bytesToHex(begun.clone().update(utf8ToBytes(value)).digest().subarray(0, bytes));
}
