/**
 * Puts the text of a string together from its runs, whatever their looks; how it is pronounced (`rPh`) is no part of it
 * (ECMA-376-1, 18.4.8).
 */
export function createStringItem() {
  let value = "";
  let isText = false;
  let phonetic = 0;
  return {
    begin(): void {
      value = "";
    },
    open(tag: string): void {
      if (tag === "rPh") phonetic += 1;
      isText = tag === "t" && phonetic === 0;
    },
    text(text: string): void {
      if (isText) value += text;
    },
    close(tag: string): void {
      if (tag === "rPh") phonetic -= 1;
      if (tag === "t") isText = false;
    },
    value: (): string => unescaped(value),
  };
}

/** Characters XML cannot hold stand as `_x000D_`, and an underscore before such a thing as `_x005F_` (18.18.96). */
export function unescaped(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
