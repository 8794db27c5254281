import "server-only";

// C0 and C1 controls, and the characters that turn the direction of what follows: no words, only tricks.
const unprintable = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** What somebody else said, as a sentence among ours. */
export const itSays = (said: string): string => `It says: ${said}${/[.!?…]["'”’)]?$/.test(said) ? "" : "."}`;

/** Somebody else's text as one line of plain words of at most `longest` characters. */
export function toPlainWords(text: string, longest = 500): string {
  const line = text.toWellFormed().replace(unprintable, " ").replace(/ {2,}/g, " ").trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1).toWellFormed()}…`;
}
