import { guessLegacy } from "./guess-legacy";
import { ReadError } from "./read-error";
import type { Encoding, Evidenced } from "./reading";
import { Utf8Check } from "./utf8-check";

export interface EncodingFound {
  encoding: Evidenced<Encoding>;
  byteOrderMark: boolean;
}

const marks: readonly [readonly number[], Encoding, string][] = [
  [[0xef, 0xbb, 0xbf], "utf-8", "The file begins with the byte-order mark of UTF-8"],
  [[0xff, 0xfe], "utf-16le", "The file begins with the byte-order mark of UTF-16, little-endian"],
  [[0xfe, 0xff], "utf-16be", "The file begins with the byte-order mark of UTF-16, big-endian"],
];

/** The encoding of a byte-order mark, which no choice of a person can change the meaning of. */
function markOf(head: Uint8Array): readonly [Encoding, string] | null {
  const mark = marks.find(([bytes]) => bytes.every((byte, index) => head[index] === byte));
  return mark === undefined ? null : [mark[1], mark[2]];
}

/**
 * Finds the encoding from the first bytes: a byte-order mark, else the NULs of UTF-16, else UTF-8 when every byte is
 * valid, else Windows-1252, which is what Western spreadsheets write otherwise.
 *
 * @param whole the bytes are the whole file, so a character cut off at the end is a fault
 * @throws ReadError `binary` for what is no text
 */
export function detectEncoding(head: Uint8Array, whole: boolean, chosen?: Encoding): EncodingFound {
  const mark = markOf(head);
  if (chosen !== undefined) {
    const encoding = { value: chosen, evidence: "Your choice", chosen: true };
    return { encoding, byteOrderMark: mark?.[0] === chosen };
  }
  if (mark !== null) return found(mark[0], mark[1], true);
  const wide = detectUtf16(head);
  if (wide !== null) return wide;
  checkText(head);
  const check = new Utf8Check();
  check.push(head, whole);
  const encoding = encodingOf(check);
  const legacy = encoding.encoding.value === "utf-8" ? null : guessLegacy(head);
  if (legacy === null) return encoding;
  return found(legacy.encoding, `${encoding.encoding.evidence}, and ${legacy.evidence}`);
}

export type Characters = Pick<Utf8Check, "first" | "invalid" | "beyondAscii">;

/** What the bytes say when no byte-order mark does: UTF-8 when all of them are, or nearly all. */
export function encodingOf({ first, invalid, beyondAscii }: Characters): EncodingFound {
  const characters = beyondAscii === 1 ? "1 character" : `${beyondAscii.toLocaleString("en-GB")} characters`;
  if (first === null && beyondAscii === 0)
    return found("utf-8", "Only ASCII characters, which are the same in every usual encoding");
  if (first === null) return found("utf-8", `Every byte is valid UTF-8, with ${characters} beyond ASCII`);
  const byte = first.byte.toString(16).toUpperCase().padStart(2, "0");
  const place = `Byte ${(first.offset + 1).toLocaleString("en-GB")} (0x${byte}) is not valid UTF-8`;
  // In another encoding, characters beyond ASCII hardly ever look like UTF-8.
  if (beyondAscii >= 20 * invalid) return found("utf-8", `${place}, and ${characters} beyond ASCII are`);
  return found("windows-1252", place);
}

function found(value: Encoding, evidence: string, byteOrderMark = false): EncodingFound {
  return { encoding: { value, evidence, chosen: false }, byteOrderMark };
}

/** Most characters of a table are ASCII, so in UTF-16 every other byte is NUL; which one tells the byte order. */
function detectUtf16(head: Uint8Array): EncodingFound | null {
  const pairs = Math.floor(head.length / 2);
  if (pairs < 2) return null;
  const nuls = [0, 0];
  for (let at = 0; at < pairs * 2; at += 1) {
    if (head[at] === 0) nuls[at % 2] = (nuls[at % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = nuls.map((count) => count / pairs);
  if (odd > 0.3 && even < 0.05)
    return found("utf-16le", "Every second byte is NUL, as in UTF-16, little-endian");
  if (even > 0.3 && odd < 0.05) return found("utf-16be", "Every first byte is NUL, as in UTF-16, big-endian");
  return null;
}

/** Control characters no text file has in number: all below space but tab, line ends, form feed, escape. */
function checkText(head: Uint8Array): void {
  const sample = head.subarray(0, 65_536);
  let controls = 0;
  for (const byte of sample) {
    if (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b && byte !== 0x1a) controls += 1;
  }
  if (controls / sample.length > 0.1) {
    throw new ReadError("binary", "This is not a text file. Export the table as CSV and drop that file.");
  }
}
