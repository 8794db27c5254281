import type { Encoding } from "./reading";

/** Encodings whose characters have one or more bytes; how many a character had is not known afterwards. */
const severalBytes: ReadonlySet<Encoding> = new Set([
  "shift_jis",
  "euc-jp",
  "gbk",
  "gb18030",
  "big5",
  "euc-kr",
]);

const unitBytes = (encoding: Encoding) => (encoding === "utf-16le" || encoding === "utf-16be" ? 2 : 1);

/** A stream of bytes in one encoding as UTF-8. */
export interface Utf8Source {
  /** Those bytes as UTF-8; a character cut by a border comes with the next. What is no character becomes U+FFFD. */
  push(bytes: Uint8Array, isLast: boolean): Uint8Array;
  /** Where in the file the last bytes given out begin, when `rest` is what they are; `null`: not known. */
  offsetOf(rest: Uint8Array): number | null;
}

const decoded = (bytes: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

/** @param fromByte where in the file the bytes begin */
export function createUtf8Source(encoding: Encoding, fromByte: number): Utf8Source {
  if (encoding === "utf-8") {
    let done = fromByte;
    return {
      push(bytes) {
        done += bytes.length;
        return bytes;
      },
      offsetOf: (rest) => done - rest.length,
    };
  }
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const encoder = new TextEncoder();
  /** Half a surrogate pair is no character yet. */
  let half = "";
  let units = 0;
  return {
    push(bytes, isLast) {
      // The end is asked for by itself, for the reason `decodeAll` gives.
      const text = half + decoder.decode(bytes, { stream: true }) + (isLast ? decoder.decode() : "");
      const last = text.charCodeAt(text.length - 1);
      half = !isLast && last >= 0xd800 && last <= 0xdbff ? text.slice(-1) : "";
      const whole = half === "" ? text : text.slice(0, -1);
      units += whole.length;
      return encoder.encode(whole);
    },
    offsetOf(rest) {
      if (severalBytes.has(encoding)) return null;
      return fromByte + (units - decoded(rest).length) * unitBytes(encoding);
    },
  };
}
