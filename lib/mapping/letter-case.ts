import type { LetterCase } from "./step";

/** A word with what may stand inside it: "o'neil", "müller-lüdenscheidt" is two. */
const word = /\p{L}[\p{L}\p{M}'’]*/gu;
/** A single letter, the apostrophe behind it and a letter: "o'n" of "o'neil"; not the "n't" of "don't". */
const prefixed = /^(\p{L}\p{M}*['’])(\p{L})/u;

const upperFirst = (text: string) => text.replace(/\p{L}/u, (letter) => letter.toUpperCase());

function titleWord(text: string): string {
  return upperFirst(text).replace(
    prefixed,
    (_, prefix: string, letter: string) => prefix + letter.toUpperCase(),
  );
}

/**
 * Writes a text in another case, the same on every machine: the rules are Unicode's, not those of the reader's language.
 * "STRASSE" stays so in lower case: what was an ß cannot be told.
 */
export function toCase(text: string, to: LetterCase): string {
  switch (to) {
    case "upper":
      return text.toUpperCase();
    case "lower":
      return text.toLowerCase();
    case "title":
      return text.toLowerCase().replaceAll(word, titleWord);
    case "sentence":
      return upperFirst(text.toLowerCase());
  }
}
