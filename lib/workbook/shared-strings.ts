import { tooLarge } from "./refusals";
import { createStringItem } from "./string-item";
import { readXmlPart, type XmlPartOptions } from "./xml-part";
import type { ZipParts } from "./zip-parts";

/** The texts that the sheets of a workbook share, by number. */
export async function readSharedStrings(
  parts: ZipParts,
  name: string,
  options: XmlPartOptions,
): Promise<string[]> {
  if ((parts.sizeOf(name) ?? 0) > options.limits.sharedStringBytes) throw tooLarge("it has too much text");
  const strings: string[] = [];
  const item = createStringItem();
  await readXmlPart(
    parts,
    name,
    {
      open(tag) {
        if (tag === "si") item.begin();
        item.open(tag);
      },
      text: item.text,
      close(tag) {
        item.close(tag);
        if (tag === "si") strings.push(item.value());
      },
    },
    options,
  );
  return strings;
}
