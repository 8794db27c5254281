import { expect, test } from "vitest";
import { guessLegacy } from "./guess-legacy";

const ascii = (text: string) => [...new TextEncoder().encode(text)];

/** Text as bytes of an encoding of one byte a character, by the platform's own table. */
function encoded(text: string, encoding: string): Uint8Array {
  const table = new TextDecoder(encoding).decode(new Uint8Array(256).map((_, byte) => byte));
  return new Uint8Array([...text].map((character) => table.indexOf(character)));
}

test("words of another script are told by their letters", () => {
  const russian = "имя,город\nАнна,Москва\nПётр,Казань\n";
  expect(guessLegacy(encoded(russian, "windows-1251"))?.encoding).toBe("windows-1251");
  expect(guessLegacy(encoded(russian, "koi8-r"))?.encoding).toBe("koi8-r");
  expect(guessLegacy(encoded("όνομα,πόλη\nΆννα,Αθήνα\n", "windows-1253"))?.encoding).toBe("windows-1253");
});

test("Japanese in Shift JIS is told by its kana", () => {
  // "ひらがな" four times.
  const word = [0x82, 0xd0, 0x82, 0xe7, 0x82, 0xaa, 0x82, 0xc8];
  const bytes = new Uint8Array([...ascii("name\n"), ...word, 10, ...word, 10, ...word, 10]);
  expect(guessLegacy(bytes)?.encoding).toBe("shift_jis");
});

test("accents between ASCII letters are no other script", () => {
  expect(
    guessLegacy(encoded("name\nMüller\nJosé\nFrançois\nÅse\nZoë\nRené\nIrène\nSøren\n", "windows-1252")),
  ).toBe(null);
});
