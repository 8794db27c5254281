import { type FormatKind, formatKind } from "./number-format";
import { readXmlPart, type XmlPartOptions } from "./xml-part";
import type { ZipParts } from "./zip-parts";

/** How the cells of each style show a number (ECMA-376-1, 18.8.10: `cellXfs` by its place). */
export async function readStyles(
  parts: ZipParts,
  name: string,
  options: XmlPartOptions,
): Promise<FormatKind[]> {
  const codes = new Map<number, string>();
  const styles: FormatKind[] = [];
  let isCell = false;
  await readXmlPart(
    parts,
    name,
    {
      open(tag, { numFmtId, formatCode }) {
        if (tag === "numFmt" && formatCode !== undefined) codes.set(Number(numFmtId), formatCode);
        if (tag === "cellXfs") isCell = true;
        if (tag === "xf" && isCell)
          styles.push(formatKind(Number(numFmtId ?? 0), codes.get(Number(numFmtId))));
      },
      close(tag) {
        if (tag === "cellXfs") isCell = false;
      },
    },
    options,
  );
  return styles;
}
