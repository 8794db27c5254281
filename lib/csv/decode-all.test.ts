import { expect, test } from "vitest";
import { decodeAll } from "./decode-all";
import { createUtf8Source } from "./to-utf8";

/** Bytes 0x80 to 0x9F of Windows-1252, as the index of the Encoding Standard has them. */
const high = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
const bytes = Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index);

test("every byte of Windows-1252 is the character of the Encoding Standard, at once and in pieces", () => {
  expect(decodeAll("windows-1252", bytes)).toBe(high);
  for (const cut of [0, 7, 32]) {
    const source = createUtf8Source("windows-1252", 0);
    const pieces = [source.push(bytes.subarray(0, cut), false), source.push(bytes.subarray(cut), true)];
    expect(pieces.map((piece) => new TextDecoder().decode(piece)).join("")).toBe(high);
  }
});
