import { surveyUtf8, unfinishedUtf8 } from "./invalid-utf8";
import { ReadError } from "./read-error";
import { type Encoding, encodings } from "./reading";

/** Encodings whose characters have more than one byte; their decoders do not tell how many they hold back. */
const severalBytes: ReadonlySet<Encoding> = new Set([
  "utf-16le",
  "utf-16be",
  "shift_jis",
  "gb18030",
  "big5",
  "euc-kr",
]);

export interface TextReader {
  /** The text these bytes complete. A character cut by a border comes with the next bytes. */
  read(bytes: Uint8Array): string;
  /** What is left. */
  end(): string;
  /** Where in the file the last `text` given begins; `null` for encodings that do not tell. */
  offsetOf(text: string): number | null;
}

/**
 * Decodes bytes chunk by chunk and never replaces a byte it does not understand: such a byte is an error with its
 * place.
 *
 * @param fromByte where in the file the bytes begin; at its very beginning a byte-order mark is dropped
 * @throws ReadError `invalid_bytes` from `read` and `end`.
 */
export function createTextReader(encoding: Encoding, fromByte = 0): TextReader {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: fromByte > 0 });
  let doneBytes = fromByte;
  let unfinished: Uint8Array = new Uint8Array(0);

  const failed = (bytes: Uint8Array, whole: boolean, cause: unknown) => {
    const label = encodings.find(({ value }) => value === encoding)?.label ?? encoding;
    const place = encoding === "utf-8" ? utf8Place(unfinished, bytes, doneBytes, whole) : "Some bytes";
    const message = `${place} cannot be read as ${label}. Choose another encoding.`;
    return new ReadError("invalid_bytes", message, { place, cause });
  };

  return {
    read(bytes) {
      try {
        const text = decoder.decode(bytes, { stream: true });
        doneBytes += bytes.length;
        if (encoding === "utf-8") unfinished = lastBytes(unfinished, bytes);
        return text;
      } catch (cause) {
        throw failed(bytes, false, cause);
      }
    },
    end() {
      try {
        return decoder.decode();
      } catch (cause) {
        throw failed(new Uint8Array(0), true, cause);
      }
    },
    offsetOf(text) {
      if (encoding === "utf-8") return doneBytes - unfinished.length - new TextEncoder().encode(text).length;
      return severalBytes.has(encoding) ? null : doneBytes - text.length;
    },
  };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function lastBytes(unfinished: Uint8Array, bytes: Uint8Array): Uint8Array {
  const tail = bytes.length >= 3 ? bytes.subarray(bytes.length - 3) : joined(unfinished, bytes);
  return tail.slice(tail.length - unfinishedUtf8(tail));
}

function utf8Place(unfinished: Uint8Array, bytes: Uint8Array, doneBytes: number, whole: boolean): string {
  const both = joined(unfinished, bytes);
  const at = surveyUtf8(both, whole).invalidAt ?? 0;
  const byte = (both[at] ?? 0).toString(16).toUpperCase().padStart(2, "0");
  const position = doneBytes - unfinished.length + at + 1;
  return `Byte ${position.toLocaleString("en-GB")} (0x${byte})`;
}
