export interface TextFind {
  /** Not empty. */
  text: string;
  matchCase: boolean;
  /** The whole value must be the text; otherwise it may stand anywhere in it, several times. */
  wholeCell: boolean;
}

const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Finds every place a text stands in a value. What is looked for is text, with no signs of its own. */
export function finder({ text, matchCase, wholeCell }: TextFind): RegExp {
  const pattern = wholeCell ? `^${escaped(text)}$` : escaped(text);
  return new RegExp(pattern, matchCase ? "gu" : "giu");
}

/** Puts another text in its place; that too is text, with no signs of its own. */
export function replacing(find: TextFind, by: string): (value: string) => string {
  const form = finder(find);
  return (value) => value.replaceAll(form, () => by);
}
