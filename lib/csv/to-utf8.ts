import type { Encoding } from "./reading";

/** Encodings whose characters have one or more bytes; how many a character had is not known afterwards. */
const severalBytes: ReadonlySet<Encoding> = new Set([
  "shift_jis",
  "euc-jp",
  "gbk",
  "gb18030",
  "big5",
  "euc-kr",
  "iso-2022-jp",
]);

const isUtf16 = (encoding: Encoding) => encoding === "utf-16le" || encoding === "utf-16be";
const unitBytes = (encoding: Encoding) => (isUtf16(encoding) ? 2 : 1);

const REPLACEMENT = "\ufffd";
const noneMeant: ReadonlySet<number> = new Set();

/** A stream of bytes in one encoding as UTF-8. */
export interface Utf8Source {
  /** Those bytes as UTF-8; a character cut by a border comes with the next. What is no character becomes U+FFFD. */
  push(bytes: Uint8Array, isLast: boolean): Uint8Array;
  /** Which U+FFFD of the last bytes given out, counted from 0, stand in the file as that character. Known of UTF-16. */
  meant(): ReadonlySet<number>;
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
      meant: () => noneMeant,
      offsetOf: (rest) => done - rest.length,
    };
  }
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const encoder = new TextEncoder();
  /** Half a surrogate pair is no character yet. */
  let half = "";
  let units = 0;
  const replaced = isUtf16(encoding) ? createMeant(encoding) : null;
  return {
    push(bytes, isLast) {
      // The end is asked for by itself, for the reason `decodeAll` gives.
      const text = half + decoder.decode(bytes, { stream: true }) + (isLast ? decoder.decode() : "");
      const last = text.charCodeAt(text.length - 1);
      half = !isLast && last >= 0xd800 && last <= 0xdbff ? text.slice(-1) : "";
      const whole = half === "" ? text : text.slice(0, -1);
      units += whole.length;
      replaced?.look(bytes, whole);
      return encoder.encode(whole);
    },
    meant: () => replaced?.found ?? noneMeant,
    offsetOf(rest) {
      if (severalBytes.has(encoding)) return null;
      return fromByte + (units - decoded(rest).length) * unitBytes(encoding);
    },
  };
}

/**
 * Tells U+FFFD that was written from one the decoder writes for half a surrogate pair: of UTF-16 every unit gives one unit.
 */
function createMeant(encoding: Encoding) {
  /** Bytes whose text is not given out yet. */
  let waiting: Uint8Array = new Uint8Array(0);
  const [high, low] = encoding === "utf-16be" ? [0, 1] : [1, 0];
  const meant = {
    found: noneMeant,
    look(bytes: Uint8Array, text: string) {
      const held = waiting;
      const byteAt = (at: number) => (at < held.length ? held[at] : bytes[at - held.length]);
      const found = new Set<number>();
      let count = 0;
      for (let at = text.indexOf(REPLACEMENT); at !== -1; at = text.indexOf(REPLACEMENT, at + 1)) {
        if (byteAt(2 * at + high) === 0xff && byteAt(2 * at + low) === 0xfd) found.add(count);
        count += 1;
      }
      meant.found = found;
      const rest = Math.max(0, held.length + bytes.length - 2 * text.length);
      waiting = Uint8Array.from({ length: rest }, (_, index) => byteAt(2 * text.length + index) ?? 0);
    },
  };
  return meant;
}
