const words: readonly (readonly [RegExp, string])[] = [
  [/^(true|yes|y|ja|j|wahr|x|on)$/i, "true"],
  [/^(false|no|n|nein|falsch|off)$/i, "false"],
];

/** "true" or "false" for a word that says so, English or German; `null` for another text. */
export function booleanOf(text: string): string | null {
  const value = text.trim();
  return words.find(([form]) => form.test(value))?.[1] ?? null;
}
