import { decodeAll } from "./decode-all";
import { eastAsian, type LanguageLetters, type LegacyEncoding, languageLetters } from "./language-letters";
import { type Encoding, encodingLabel } from "./reading";

export interface LegacyGuess {
  encoding: Encoding;
  /** "ą, ł, ż are letters of Polish in Central European (Windows-1250)". */
  evidence: string;
  /** Encodings that fit nearly as well and give another text, each with a piece of it; empty when there are none. */
  rivals: { encoding: Encoding; sample: string }[];
  /** The same piece as this guess gives it. */
  sample: string;
  /** It is about one character alone, and no text would have it there, in any language. */
  isUnlikely: boolean;
  /** It is about one letter alone, of another script than all the other text. */
  isLoneStranger: boolean;
}

interface Scored {
  encoding: Encoding;
  language: string;
  text: string;
  /** Log of how likely the text is. */
  score: number;
}

const sampleBytes = 32_768;
/** Chances of what is no letter of the language: a sign that any text may hold, and anything else. */
const sign = Math.log(0.004);
/** Of a sign where it belongs: money beside a digit, an apostrophe in a word. */
const signInPlace = Math.log(0.1);
const stranger = Math.log(0.00002);
/** A control character, which no text has. */
const control = Math.log(0.0000001);
/** A capital behind a small letter, a sign between letters, letters of two scripts in one word, what a language never writes. */
const oddity = Math.log(0.01);
const capital = Math.log(0.15);
const capitalAmongCapitals = Math.log(0.8);
/** Among equals what most programs write comes first. */
const habit: Readonly<Partial<Record<Encoding, number>>> = {
  "windows-1252": 3,
  "windows-1250": 1,
  "windows-1251": 0.5,
  "windows-1257": -1,
  "koi8-u": -1,
  "windows-874": -1,
  "iso-8859-5": -2,
  ibm866: -2,
};
/** Guesses so near to each other are offered, not taken. */
const near = Math.log(30);

/** A character that makes sense where it stands is likelier. */
const unlikely = Math.log(0.006);

/** A letter that touches a digit. */
const besideDigit = Math.log(0.1);

const signs = new Set("€£§°«»“”„‘’‚–—…·•©®™ºª½¼¾±²³µ×÷¿¡´`№\u00a0");

/**
 * Guesses the encoding of bytes that are not UTF-8: of each that is tried, how likely the letters are that it gives, in
 * the language they fit best. Encodings that give the same text are one guess.
 *
 * @returns `null` when no byte is beyond ASCII
 */
export function guessLegacy(head: Uint8Array): LegacyGuess | null {
  const sample = wordsBeyondAscii(head);
  if (sample.length === 0) return null;
  const byText = new Map<string, Scored>();
  for (const scored of [...singleByteScores(sample), ...eastAsianScores(sample)]) {
    const other = byText.get(scored.text);
    if (other === undefined || scored.score > other.score + 3) byText.set(scored.text, scored);
    else if (scored.score > other.score) other.score = scored.score;
  }
  const [best, ...others] = [...byText.values()].sort((a, b) => b.score - a.score);
  if (best === undefined) return null;
  const rivals = others.filter(({ score }) => best.score - score < near).slice(0, 3);
  const differs = rivals[0] === undefined ? null : differingWord(best.text, rivals[0].text);
  return {
    encoding: best.encoding,
    evidence: evidenceOf(best),
    sample: differs?.[0] ?? "",
    isUnlikely: best.score < unlikely && countBeyondAscii(best.text) === 1,
    isLoneStranger: isLoneStranger(best.text),
    rivals: rivals.map(({ encoding, text }) => ({
      encoding,
      sample: differingWord(best.text, text)?.[1] ?? "",
    })),
  };
}

/**
 * The words that hold bytes beyond ASCII, from anywhere in the bytes, one a line. A word that comes again says nothing
 * new, so each stands once.
 */
function wordsBeyondAscii(head: Uint8Array): Uint8Array {
  const seen = new Set<string>();
  const words: Uint8Array[] = [];
  let length = 0;
  let start = 0;
  let isBeyond = false;
  for (let at = 0; at <= head.length && length < sampleBytes; at += 1) {
    const byte = head[at] ?? 0x0a;
    if (byte >= 0x80) isBeyond = true;
    if (!isBetweenWords(byte)) continue;
    if (isBeyond) {
      const word = head.slice(start, Math.min(at + 1, start + sampleBytes));
      if (at < start + sampleBytes && at < head.length) word[at - start] = 0x0a;
      const key = word.join(" ");
      if (!seen.has(key)) {
        seen.add(key);
        words.push(word);
        length += word.length;
      }
    }
    start = at + 1;
    isBeyond = false;
  }
  const joined = new Uint8Array(length);
  let at = 0;
  for (const word of words) {
    joined.set(word, at);
    at += word.length;
  }
  return joined;
}

/** Space, line ends, tab, quote, comma, semicolon: none of them is ever the second byte of a character. */
const isBetweenWords = (byte: number) =>
  byte === 0x20 ||
  byte === 0x0a ||
  byte === 0x0d ||
  byte === 0x09 ||
  byte === 0x22 ||
  byte === 0x2c ||
  byte === 0x3b;

const isCapital = (character: string) => character !== character.toLowerCase();
const isLetter = (character: string) => /\p{L}|\p{M}/u.test(character);

function chancesOf(letters: string): Map<string, number> {
  const pairs = letters.split(" ").map((entry) => {
    const [, letter = "", weight = ""] = /^(\D+)(\d+)$/u.exec(entry) ?? [];
    return [letter, Number(weight)] as const;
  });
  const total = pairs.reduce((sum, [, weight]) => sum + weight, 0);
  return new Map(pairs.map(([letter, weight]) => [letter, Math.log((0.97 * weight) / total)]));
}

/** A word of another language than the others: a list of customers has names of several. */
const foreignWord = Math.log(0.005);

/** How likely each word is in each language that is written down in an encoding. */
interface Spoken {
  language: string;
  prior: number;
  words: number[];
}

function singleByteScores(sample: Uint8Array): Scored[] {
  const encodings = new Set(languageLetters.flatMap((one) => one.encodings));
  return [...encodings].flatMap((encoding) => {
    const text = decodeAll(encoding, sample);
    const words = text.split("\n");
    const spoken = languageLetters.flatMap((one) => spokenIn(one, encoding, words));
    const best = words.map((_, at) => Math.max(...spoken.map((one) => one.words[at] ?? 0)));
    return spoken.map(({ language, prior, words: own }) => {
      const score = own.reduce((sum, word, at) => sum + Math.max(word, (best[at] ?? 0) + foreignWord), prior);
      return { encoding, language, text, score };
    });
  });
}

function spokenIn(
  { language, letters, encodings, isRare, never }: LanguageLetters,
  encoding: LegacyEncoding,
  words: readonly string[],
): Spoken[] {
  const place = encodings.indexOf(encoding);
  if (place === -1) return [];
  const chances = chancesOf(letters);
  const prior = (habit[encoding] ?? 0) - place * 0.5 - (isRare === true ? 2 : 0);
  const likely = (word: string) => {
    const errors = never === undefined ? 0 : (word.match(never)?.length ?? 0);
    return likelihood(word, chances) + errors * oddity;
  };
  return [{ language, prior, words: words.map(likely) }];
}

function likelihood(text: string, chances: ReadonlyMap<string, number>): number {
  let score = 0;
  let before = "";
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character > "\x7f") {
      const after = text.charAt(at + 1);
      const chance = isInPlace(before, character, after) ? signInPlace : chanceOf(character, before, chances);
      score += chance + strangeness(before, character, after);
    }
    before = character;
  }
  return score;
}

function chanceOf(character: string, before: string, chances: ReadonlyMap<string, number>): number {
  const exact = chances.get(character);
  if (exact !== undefined) return exact;
  const small = chances.get(character.toLowerCase());
  if (small !== undefined)
    return small + (isLetter(before) && isCapital(before) ? capitalAmongCapitals : capital);
  return signs.has(character) ? sign : character <= "\x9f" ? control : stranger;
}

const isDigit = (character: string) => character >= "0" && character <= "9";
function isInPlace(before: string, character: string, after: string): boolean {
  if (character === "’") return isLetter(before) && isLetter(after);
  if (character === "°") return isDigit(before) || (!isLetter(before) && /[CFK]/.test(after));
  return /[€£]/.test(character) && (isDigit(before) || isDigit(after));
}

/** Letters that end words: Hebrew, Greek, Arabic. */
const finals = new Set("ךםןףץςةى");
const countBeyondAscii = (text: string) => Array.from(text).filter((character) => !isAscii(character)).length;
const isLoneStranger = (text: string) =>
  countBeyondAscii(text) === 1 && /[^\P{L}\p{Script=Latin}\p{Script=Common}]/u.test(text);
const isAscii = (character: string) => character <= "\x7f";

/** What hardly any text has, whatever its language. */
function strangeness(before: string, character: string, after: string): number {
  if (finals.has(character) && isLetter(after) && !isAscii(after)) return oddity;
  if (isLetter(character) && (isDigit(before) || isDigit(after))) return besideDigit;
  const isOtherScript = isLetter(character) && !/\p{Script=Latin}/u.test(character);
  if (isOtherScript && isLetter(after) && isAscii(after)) return oddity;
  if (isLetter(character) && !isCapital(character) && after >= "A" && after <= "Z") return oddity;
  if (!isLetter(before)) return 0;
  if (!isLetter(character)) return isLetter(after) && character !== "’" && character !== "·" ? oddity : 0;
  if (isCapital(character) && !isCapital(before)) return oddity;
  return isOtherScript && isAscii(before) ? oddity : 0;
}

/** A text of two-byte characters: how many are among the common ones of its language. */
function eastAsianScores(sample: Uint8Array): Scored[] {
  return eastAsian.flatMap(({ language, encodings, script, common }) => {
    const frequent = new Set(common);
    const most = script === null ? 0.8 / frequent.size : 0.3 / frequent.size;
    return encodings.map((encoding) => {
      const text = decodeAll(encoding, sample);
      let score = 0;
      for (const character of text) {
        if (character <= "\x7f") continue;
        if (frequent.has(character)) score += Math.log(most);
        else if (script?.test(character) === true) score += Math.log(0.5 / 170);
        else score += rareChance(character);
      }
      return { encoding, language, text, score };
    });
  });
}

function rareChance(character: string): number {
  if (/[\u4e00-\u9fa5\uac00-\ud7a3]/.test(character)) return Math.log(0.15 / 6000);
  if (/[\u3000-\u303f\uff01-\uff5e]/.test(character)) return Math.log(0.04 / 150);
  // Katakana of half width have one byte, which would fit too much.
  if (/[\uff61-\uff9f]/.test(character)) return Math.log(0.02 / 63);
  return stranger * 2;
}

function evidenceOf({ encoding, language, text }: Scored): string {
  const counts = new Map<string, number>();
  for (const character of text) {
    if (!isAscii(character) && isLetter(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const letters = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 4);
  if (letters.length === 0) return `its signs are those of ${encodingLabel(encoding)}`;
  const listed = letters.map(([letter]) => letter).join(", ");
  const are = letters.length === 1 ? "is a letter" : "are letters";
  return `${listed} ${are} of ${language} in ${encodingLabel(encoding)}`;
}

/** The first words in which two readings of the same bytes differ. */
function differingWord(one: string, other: string): [string, string] | null {
  const words = one.split(/[\s,;|"]+/);
  const others = other.split(/[\s,;|"]+/);
  const at = words.findIndex((word, index) => word !== others[index]);
  const [mine, theirs] = [words[at], others[at]];
  return mine === undefined || theirs === undefined ? null : [mine.slice(0, 40), theirs.slice(0, 40)];
}
