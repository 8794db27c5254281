/** A delimiter as bytes. */
export interface DelimiterBytes {
  /** The first of them. */
  delimiter: number;
  /** The others, where it is of several characters. */
  tail: readonly number[];
  /** Spaces behind it belong to it. */
  isPadded: boolean;
}

/** @param delimiter ASCII; of two characters, the second a space, it is the first with any spaces behind it */
export function delimiterBytes(delimiter: string): DelimiterBytes {
  const [first = 0, ...others] = Array.from(delimiter, (character) => character.charCodeAt(0));
  const isPadded = delimiter.length === 2 && delimiter.endsWith(" ");
  return { delimiter: first, tail: isPadded ? [] : others, isPadded };
}

/** Whether the rest of a delimiter stands behind its first byte, at `at`; `false` where it would run over `end`. */
export function hasTail(bytes: Uint8Array, at: number, end: number, tail: readonly number[]): boolean {
  return at + tail.length < end && tail.every((byte, index) => bytes[at + 1 + index] === byte);
}
