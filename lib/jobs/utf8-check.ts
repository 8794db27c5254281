import "server-only";
import { isUtf8 } from "node:buffer";

/** Checks bytes that come in pieces; a character may be cut between two. */
export function createUtf8Check(): { push(chunk: Uint8Array): boolean; end(): boolean } {
  let cut: Uint8Array = new Uint8Array();
  return {
    push(chunk) {
      const bytes = cut.length === 0 ? chunk : Buffer.concat([cut, chunk]);
      const whole = bytes.length - unfinished(bytes);
      cut = bytes.slice(whole);
      return isUtf8(bytes.subarray(0, whole));
    },
    end: () => cut.length === 0,
  };
}

/** How many bytes at the end begin a character that is longer than what is there. RFC 3629, section 3. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}
