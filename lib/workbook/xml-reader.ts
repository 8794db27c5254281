import { SaxesParser } from "saxes";
import type { WorkbookLimits } from "./limits";
import { damaged, tooLarge } from "./refusals";

export type Attributes = Readonly<Record<string, string | undefined>>;

/** Names come without their prefix: some programs write `x:row`. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Reads XML piece by piece. Strict: half a part is a damaged one. A document type, which could define entities, is
 * refused; so is a run without a tag that no program writes, since it would have to be held whole.
 *
 * @throws ReadError from `write` and `end`
 */
export function createXmlReader(handler: XmlHandler, { runCharacters }: WorkbookLimits) {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  parser.on("error", (error) => {
    throw damaged(error);
  });
  parser.on("doctype", () => {
    throw damaged();
  });
  parser.on("opentag", ({ name, attributes }) => handler.open(localName(name), attributes));
  parser.on("text", (text) => handler.text?.(text));
  parser.on("cdata", (text) => handler.text?.(text));
  parser.on("closetag", ({ name }) => handler.close?.(localName(name)));
  let run = 0;
  return {
    write(text: string): void {
      const last = text.lastIndexOf("<");
      run = last === -1 ? run + text.length : text.length - last;
      if (run > runCharacters) throw tooLarge("one of its cells is too long");
      parser.write(text);
    },
    end(): void {
      parser.close();
    },
  };
}

function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon === -1 ? name : name.slice(colon + 1);
}

/** `1` and `true` (xsd:boolean). */
export const isTrue = (value: string | undefined): boolean => value === "1" || value === "true";
