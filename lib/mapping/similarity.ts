/** Changes of one letter between two words (Levenshtein), in O(a × b). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** 1: the same word, 0: nothing in common. */
function wordSimilarity(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 1 : 1 - editDistance(a, b) / longest;
}

const isNumber = (word: string) => /^\p{N}+$/u.test(word);
const numbersOf = (words: readonly string[]) => words.filter(isNumber).join(" ");

/** Two words are one with a slip of the pen: at least five letters, four fifths alike. */
const isSameWord = (a: string, b: string) =>
  a === b || (Math.min(a.length, b.length) >= 5 && wordSimilarity(a, b) >= 0.8);

function sharedWords(a: readonly string[], b: readonly string[]): number {
  const left = [...b];
  let shared = 0;
  for (const word of a) {
    const at = left.findIndex((other) => isSameWord(word, other));
    if (at !== -1) {
      left.splice(at, 1);
      shared += 1;
    }
  }
  return shared;
}

/** As alike as two numbers of words, or of letters, let two names be at the most. */
const mostAlike = (a: number, b: number) => Math.min(a, b) / Math.max(a, b);

/** A name with what is asked of it each time it is compared. */
export interface MeasuredName {
  words: readonly string[];
  /** The words without anything between them. */
  letters: string;
  /** Those of the words that are numbers. */
  numbers: string;
}

export const measured = (words: readonly string[]): MeasuredName => ({
  words,
  letters: words.join(""),
  numbers: numbersOf(words),
});

/**
 * How alike two names are, 0 to 1: half by the words they share, half by their letters. Names that differ in a number
 * ("Address 1", "Address 2") are never alike.
 *
 * @param least names that cannot be so much alike, by their lengths alone, are not compared: 0
 */
export function nameSimilarity(a: MeasuredName, b: MeasuredName, least = 0): number {
  if (a.words.length === 0 || b.words.length === 0 || a.numbers !== b.numbers) return 0;
  const words = a.words.length + b.words.length;
  const byCount = (2 * Math.min(a.words.length, b.words.length)) / words;
  if ((byCount + mostAlike(a.letters.length, b.letters.length)) / 2 < least) return 0;
  const byWords = (2 * sharedWords(a.words, b.words)) / words;
  return byWords === 0 ? 0 : (byWords + wordSimilarity(a.letters, b.letters)) / 2;
}
