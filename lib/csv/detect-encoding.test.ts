import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { readWhole } from "./read-whole";

const utf32 = (text: string, isLittle: boolean) => {
  const bytes = Buffer.alloc(text.length * 4);
  for (const [index, character] of [...text].entries()) {
    const code = character.codePointAt(0) ?? 0;
    if (isLittle) bytes.writeUInt32LE(code, index * 4);
    else bytes.writeUInt32BE(code, index * 4);
  }
  return new Uint8Array(bytes);
};

test("UTF-32 is named for what it is, with a byte-order mark or without, in either order", async () => {
  for (const mark of ["\ufeff", ""])
    for (const isLittle of [true, false]) {
      const { rows, issues } = await readWhole(utf32(`${mark}name,town\nZoë,Łódź\n`, isLittle));
      expect(rows).toEqual([]);
      expect(issues).toEqual([{ line: null, row: null, column: null, code: "utf32" }]);
    }
});

test("UTF-16 is not taken for UTF-32, whatever its script", async () => {
  for (const text of ["name,town\nAnna,Leeds\n", "имя,город\nАнна,Омск\n"])
    for (const mark of ["\ufeff", ""]) {
      const { encoding } = await readWhole(new Uint8Array(Buffer.from(mark + text, "utf16le")));
      expect(encoding).toBe("utf-16le");
    }
});
