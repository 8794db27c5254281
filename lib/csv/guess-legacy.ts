import type { Encoding } from "./reading";

export interface LegacyGuess {
  encoding: Encoding;
  evidence: string;
}

const sampleBytes = 65_536;

/** Scripts whose words are made of bytes beyond ASCII, and what shows that a decoding is right: its letters. */
const candidates: readonly { encoding: Encoding; letters: RegExp; evidence: string }[] = [
  { encoding: "shift_jis", letters: /[\u3040-\u30ff]/g, evidence: "kana of Shift JIS" },
  { encoding: "euc-jp", letters: /[\u3040-\u30ff]/g, evidence: "kana of EUC-JP" },
  { encoding: "euc-kr", letters: /[\uac00-\ud7a3]/g, evidence: "syllables of EUC-KR" },
  { encoding: "gb18030", letters: /[\u4e00-\u9fa5]/g, evidence: "characters of GB 18030" },
  { encoding: "windows-1251", letters: /[а-яё]/g, evidence: "small Cyrillic letters of Windows-1251" },
  { encoding: "koi8-r", letters: /[а-яё]/g, evidence: "small Cyrillic letters of KOI8-R" },
  { encoding: "windows-1253", letters: /[α-ώ]/g, evidence: "small Greek letters of Windows-1253" },
];

/**
 * Guesses an encoding of bytes that are not UTF-8 and stand in runs, as in words of another script. In Western text
 * they stand alone between ASCII letters: then there is no guess.
 */
export function guessLegacy(head: Uint8Array): LegacyGuess | null {
  const sample = head.subarray(0, sampleBytes);
  let high = 0;
  let inRuns = 0;
  for (let at = 0; at < sample.length; at += 1) {
    if ((sample[at] as number) < 0x80) continue;
    high += 1;
    if ((sample[at - 1] ?? 0) >= 0x80 || (sample[at + 1] ?? 0) >= 0x80) inRuns += 1;
  }
  if (high < 8 || inRuns < high * 0.8) return null;
  let best: (LegacyGuess & { share: number }) | null = null;
  for (const { encoding, letters, evidence } of candidates) {
    const text = new TextDecoder(encoding).decode(sample);
    const beyond = text.match(/[^\0-\x7f]/g)?.length ?? 0;
    // The last character may be cut.
    const broken = (text.match(/\ufffd/g)?.length ?? 0) - 1;
    // A capital in the middle of a word shows a wrong table of letters.
    const odd = text.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0;
    const right = (text.match(letters)?.length ?? 0) - (Math.max(0, broken) + odd) * 4;
    const share = beyond === 0 ? 0 : right / beyond;
    if (share > 0.4 && share > (best?.share ?? 0) + 0.05)
      best = { encoding, share, evidence: `${Math.round(share * 100)} % of the characters are ${evidence}` };
  }
  return best;
}
