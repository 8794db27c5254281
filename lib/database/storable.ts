import "server-only";

/** Text as a text column takes it: PostgreSQL has no NUL character, and UTF-8 no lone surrogates. */
export const storableText = (text: string): string => text.toWellFormed().replaceAll("\0", "\uFFFD");

/** What JSON.stringify writes as an escape and jsonb refuses; an even number of backslashes before it is text. */
const refused = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** A value as a jsonb column takes it. `undefined` and `null` are SQL's null. */
export function storableJson(value: NonNullable<unknown>): string;
export function storableJson(value: unknown): string | null;
export function storableJson(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return JSON.stringify(value).replace(refused, "$1\\ufffd");
}
