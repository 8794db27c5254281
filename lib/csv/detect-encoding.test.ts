import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { readWhole } from "./read-whole";
import { encodings } from "./reading";
import { createUtf8Source } from "./to-utf8";

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

test("where one line alone is not UTF-8 and others are, which encoding it is, is asked, however many bytes it has", async () => {
  const bytes = (text: string) => [...new TextEncoder().encode(text)];
  const damaged = [0xe4, 0xf6, 0x20, 0xe9, 0xfc, 0x20, 0xdf, 0xe4, 0x20, 0xf6, 0xe9, 0x0a];
  const file = [...bytes("town,river\nKöln,Rhein\nUlm,"), ...damaged, ...bytes("Bonn,Rhein\n")];
  const { issues } = await readWhole(new Uint8Array(file));
  expect(issues.map(({ code }) => code)).toContain("encoding_tie");
});

test("which encoding it is, is asked when the line of the names is said, and deep in a file that began as ASCII", async () => {
  const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));
  // A word that makes sense in several encodings.
  const file = [...ascii("no,town\n1,"), 0xe6, 0x72, 0xe6, ...ascii("\n2,York\n")];
  const head = ascii(`no,town\n${"0,Leeds\n".repeat(140_000)}`);
  const codes = async (bytes: number[], settings = {}) =>
    (await readWhole(new Uint8Array(bytes), settings)).issues.map(({ code }) => code);
  expect(await codes(file)).toEqual(["encoding_tie"]);
  expect(await codes(file, { headerLine: 1 })).toEqual(["encoding_tie"]);
  expect(await codes([...head, ...file.slice(8)])).toEqual(["encoding_tie"]);
});

/** "名前,都市", "山田,東京" and "abc,大阪" in ISO-2022-JP: each pair of bytes between the escapes is a character. */
const japanese = new TextEncoder().encode(
  ["\x1b$BL>A0\x1b(B,\x1b$BET;T\x1b(B", "\x1b$B;3ED\x1b(B,\x1b$BEl5~\x1b(B", "abc,\x1b$BBg:e\x1b(B", ""].join(
    "\n",
  ),
);

test("ISO-2022-JP, which is ASCII byte by byte, is known by its escapes", async () => {
  const { encoding, header, rows } = await readWhole(japanese);
  expect(encoding).toBe("iso-2022-jp");
  expect(header).toEqual(["名前", "都市"]);
  expect(rows).toEqual([
    ["山田", "東京"],
    ["abc", "大阪"],
  ]);
});

test("any cut of ISO-2022-JP gives the same text", () => {
  const whole = new TextDecoder("iso-2022-jp").decode(japanese);
  for (let cut = 0; cut <= japanese.length; cut += 1) {
    const source = createUtf8Source("iso-2022-jp", 0);
    const parts = [source.push(japanese.subarray(0, cut), false), source.push(japanese.subarray(cut), true)];
    expect(Buffer.concat(parts).toString()).toBe(whole);
  }
});

test("every encoding that can be chosen is one the platform reads, under the name it is known by", () => {
  for (const { value } of encodings) expect(new TextDecoder(value).encoding).toBe(value);
});

test("encodings that are only chosen, never guessed, are read as said", async () => {
  const said = { "iso-8859-13": 0xde, "iso-8859-4": 0xae, "windows-1258": 0xd0, "x-mac-cyrillic": 0x86 };
  for (const [encoding, letter] of Object.entries(said)) {
    const bytes = new Uint8Array([...new TextEncoder().encode("name,town\nA,"), letter, 0x0a]);
    const { rows, issues } = await readWhole(bytes, { encoding });
    expect(rows[0]?.[1]).toBe(new TextDecoder(encoding).decode(new Uint8Array([letter])));
    expect(rows[0]?.[1]).toMatch(/^\p{L}$/u);
    expect(issues).toEqual([]);
  }
});
