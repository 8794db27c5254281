import { decodeAll } from "./decode-all";
import type { Finding, ReadingChoice } from "./file-facts";
import { grouped } from "./grouped";
import { guessLegacy, type LegacyGuess } from "./guess-legacy";
import { ReadError } from "./read-error";
import { type Encoding, type Evidenced, encodingLabel } from "./reading";
import { type Characters, Utf8Check } from "./utf8-check";

export interface EncodingFound {
  encoding: Evidenced<Encoding>;
  byteOrderMark: boolean;
  findings: Finding[];
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
 * Finds the encoding from the first bytes: a byte-order mark, else the NULs of UTF-16, else the escapes of ISO-2022-JP, else
 * UTF-8 when every byte is valid, else the legacy encoding in whose letters the text makes most sense.
 *
 * @param whole the bytes are the whole file, so a character cut off at the end is a fault
 * @throws ReadError `binary` for what is no text
 */
export function detectEncoding(head: Uint8Array, whole: boolean, chosen?: Encoding): EncodingFound {
  checkWidth(head);
  const mark = markOf(head);
  if (chosen !== undefined) {
    const encoding = { value: chosen, evidence: "Your choice", chosen: true };
    return { encoding, byteOrderMark: mark?.[0] === chosen, findings: [] };
  }
  if (mark !== null) return found(mark[0], mark[1], true);
  const wide = detectUtf16(head);
  if (wide !== null) return wide;
  checkText(head);
  if (hasJapaneseEscape(head))
    return found("iso-2022-jp", "Sequences stand in it that switch to Japanese characters");
  const check = new Utf8Check();
  check.push(head, whole);
  return encodingOf(check);
}

/** Whether the bytes switch to Japanese characters by ESC $ @ or ESC $ B, as in ISO-2022-JP (RFC 1468): no text does else. */
function hasJapaneseEscape(head: Uint8Array): boolean {
  for (let at = head.indexOf(0x1b); at !== -1; at = head.indexOf(0x1b, at + 1))
    if (head[at + 1] === 0x24 && (head[at + 2] === 0x40 || head[at + 2] === 0x42)) return true;
  return false;
}

/** What the bytes say when no byte-order mark does: UTF-8 when all of them are, or nearly all; else a legacy encoding. */
export function encodingOf(seen: Characters): EncodingFound {
  const { first, invalid, beyondAscii } = seen;
  const characters = beyondAscii === 1 ? "1 character" : `${grouped(beyondAscii)} characters`;
  if (first === null && beyondAscii === 0)
    return found("utf-8", "Only ASCII characters, which are the same in every usual encoding");
  if (first === null) return found("utf-8", `Every byte is valid UTF-8, with ${characters} beyond ASCII`);
  const byte = first.byte.toString(16).toUpperCase().padStart(2, "0");
  const place = `Byte ${grouped(first.offset + 1)} (0x${byte}) is not valid UTF-8`;
  // In another encoding, characters beyond ASCII hardly ever look like UTF-8, and a word or two by chance.
  const asUtf8 = () =>
    found(
      "utf-8",
      beyondAscii === 0
        ? `${place}, nor does it make sense in another encoding`
        : `${place}, and ${characters} beyond ASCII are`,
    );
  if (beyondAscii >= fewestCertain && beyondAscii > 2 * invalid) return asUtf8();
  const guess = guessLegacy(seen.sample());
  const isOdd = guess?.isUnlikely === true || (invalid === 1 && guess?.isLoneStranger === true);
  const mayBeUtf8 = beyondAscii * 2 >= invalid || isOdd || isOneLine(seen);
  if (guess === null) return mayBeUtf8 ? asUtf8() : found("windows-1252", place);
  if (!mayBeUtf8)
    return { ...found(guess.encoding, `${place}, and ${guess.evidence}`), findings: rivalsOf(guess) };
  const { evidence } = guess;
  const isMostly = beyondAscii > invalid || isOdd;
  return {
    ...(isMostly ? asUtf8() : found(guess.encoding, `${place}, and ${evidence}`)),
    findings: [tie([isMostly ? "utf-8" : guess.encoding, ...readings(guess), "utf-8"], guess)],
  };
}

const fewestCertain = 3;
const LF = 0x0a;

/** Whether all bytes that are not UTF-8 stand in one line, and characters beyond ASCII that are in others: it may be damaged. */
function isOneLine(seen: Characters): boolean {
  const line = seen.sample();
  const there = new Utf8Check();
  there.push(line, true);
  return line.subarray(line.indexOf(LF)).every((byte) => byte === LF) && seen.beyondAscii > there.beyondAscii;
}

const readings = ({ encoding, rivals }: LegacyGuess): Encoding[] => [
  encoding,
  ...rivals.map((rival) => rival.encoding),
];

/** Encodings that fit as well are shown side by side. */
const rivalsOf = (guess: LegacyGuess): Finding[] =>
  guess.rivals.length === 0 ? [] : [tie(readings(guess), guess)];

/** @param encodings the first is the present one; one may come again */
function tie(encodings: readonly Encoding[], { encoding, sample, rivals }: LegacyGuess): Finding {
  const words = new Map([
    [encoding, sample],
    ...rivals.map((rival) => [rival.encoding, rival.sample] as const),
  ]);
  const choices = [...new Set(encodings)].map((value, index): ReadingChoice => {
    const word = words.get(value) ?? "";
    const label = word === "" ? encodingLabel(value) : `${encodingLabel(value)}: ${word}`;
    return { label, current: index === 0, change: { encoding: value } };
  });
  const message =
    "The bytes beyond ASCII make sense in more than one encoding. Choose the one whose words are right.";
  return { code: "encoding_tie", severity: "warning", message, count: 1, fileRow: null, line: null, choices };
}

function found(value: Encoding, evidence: string, byteOrderMark = false): EncodingFound {
  return { encoding: { value, evidence, chosen: false }, byteOrderMark, findings: [] };
}

/**
 * Line ends, delimiters and digits are ASCII in any table, so in UTF-16 there are NULs on one side of the pairs, and few
 * on the other, of letters such as 一, U+4E00; which side tells the byte order.
 */
function detectUtf16(head: Uint8Array): EncodingFound | null {
  const pairs = Math.floor(head.length / 2);
  if (pairs < 2 || !head.includes(0)) return null;
  const nuls = [0, 0];
  for (let at = 0; at < pairs * 2; at += 1) {
    if (head[at] === 0) nuls[at % 2] = (nuls[at % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = nuls.map((count) => count / pairs);
  const says = (encoding: "utf-16le" | "utf-16be", nuls: number, others: number) =>
    (nuls > 0.3 && others < 0.05) || (nuls > 0.03 && others < nuls / 2 && isUtf16(head, encoding));
  const amount = Math.min(even, odd) === 0 ? "only" : "nearly all";
  if (says("utf-16le", odd, even))
    return found("utf-16le", `NULs stand ${amount} in second places of pairs, as in UTF-16, little-endian`);
  if (says("utf-16be", even, odd))
    return found("utf-16be", `NULs stand ${amount} in first places of pairs, as in UTF-16, big-endian`);
  return null;
}

/** Whether bytes with few NULs are text of another script: letters all, in lines, and hardly any of the bytes ASCII. */
function isUtf16(head: Uint8Array, encoding: "utf-16le" | "utf-16be"): boolean {
  const isAscii = (byte: number) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d;
  const ascii = head.reduce((count, byte) => count + (isAscii(byte) ? 1 : 0), 0);
  if (ascii > head.length * 0.8) return false;
  const text = decodeAll(encoding, head.subarray(0, 8192));
  const odd = text.match(/[\ufffd\p{C}]/gu)?.filter((character) => !/[\t\r\n]/.test(character)).length ?? 0;
  return /[\r\n]/.test(text) && odd <= 1 && (text.match(/\p{L}/gu)?.length ?? 0) > text.length / 3;
}

/**
 * UTF-32 is what no platform decodes: its byte-order mark, or text of which three bytes of every four are NULs.
 *
 * @throws ReadError `utf32`
 */
function checkWidth(head: Uint8Array): void {
  const startsWith = (...bytes: number[]) => bytes.every((byte, index) => head[index] === byte);
  const isMarked = startsWith(0xff, 0xfe, 0, 0) || startsWith(0, 0, 0xfe, 0xff);
  const sample = head.subarray(0, 4096);
  const units = sample.length >> 2;
  const places = [0, 1, 2, 3].map((place) => {
    let nuls = 0;
    for (let at = place; at < units * 4; at += 4) if (sample[at] === 0) nuls += 1;
    return nuls;
  });
  const [first = 0, second = 0, third = 0, fourth = 0] = places;
  const isWide = (outer: number, next: number, low: number) =>
    outer === units && next > units * 0.9 && low < units * 0.1;
  if (isMarked || (units > 1 && (isWide(fourth, third, first) || isWide(first, second, fourth))))
    throw new ReadError(
      "utf32",
      "This file is in UTF-32, which cannot be read here. Save it as CSV in UTF-8 and drop that file.",
    );
}

/** Control characters that divide cells, as Hive and others write them. */
const dividing: ReadonlySet<number> = new Set([0x01, 0x1f]);
const RECORD_SEPARATOR = 0x1e;

/**
 * Control characters no text file has in number: all below space but tab, line ends, form feed, escape, and those that
 * divide cells.
 */
function checkText(head: Uint8Array): void {
  const sample = head.subarray(0, 65_536);
  const count = (byte: number) => sample.reduce((sum, other) => sum + (other === byte ? 1 : 0), 0);
  if (sample.includes(0x1f) && sample.includes(RECORD_SEPARATOR) && count(RECORD_SEPARATOR) >= count(0x0a))
    throw new ReadError(
      "binary",
      "The rows of this file end in the control character 0x1E, which is no line end. Export the table as CSV and drop that file.",
    );
  let controls = 0;
  for (const byte of sample) {
    if (
      byte < 0x20 &&
      !(byte >= 0x09 && byte <= 0x0d) &&
      byte !== 0x1b &&
      byte !== 0x1a &&
      !dividing.has(byte)
    )
      controls += 1;
  }
  if (controls / sample.length > (sample.length < 256 ? 0.1 : 0.03)) {
    throw new ReadError("binary", "This is not a text file. Export the table as CSV and drop that file.");
  }
}
