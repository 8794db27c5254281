export class WhereError extends Error {}

export interface Token {
  /** Without its quotes, when it had some. */
  text: string;
  quoted: boolean;
}

const form = /\s*(?:'((?:[^']|'')*)'|(<=|>=|!=|<>|=|<|>|[(),]|[^\s=<>!(),']+))/y;

/**
 * Cuts a search expression into words, signs and quoted values, in which a single quote is doubled.
 *
 * @throws WhereError at the first place that is none of these
 */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  const end = source.trimEnd().length;
  form.lastIndex = 0;
  while (form.lastIndex < end) {
    const at = form.lastIndex;
    const match = form.exec(source);
    if (!match) throw new WhereError(`Error parsing where: unexpected text at position ${at + 1}`);
    const [, value, word] = match;
    tokens.push(
      word === undefined
        ? { text: (value ?? "").replaceAll("''", "'"), quoted: true }
        : { text: word, quoted: false },
    );
  }
  return tokens;
}
