import fc from "fast-check";
import { expect, test } from "vitest";
import { surveyUtf8, unfinishedUtf8 } from "./invalid-utf8";

const mean = fc.constantFrom(
  0x41,
  0x80,
  0xbf,
  0xc1,
  0xc2,
  0xc3,
  0xe0,
  0xa0,
  0xed,
  0x9f,
  0xef,
  0xf0,
  0x90,
  0xf4,
  0x8f,
  0xf5,
);
const bytes = fc
  .array(fc.oneof(mean, fc.integer({ min: 0, max: 255 })), { maxLength: 12 })
  .map((b) => new Uint8Array(b));

function platformReads(content: Uint8Array, options?: { stream: boolean }): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(content, options);
    return true;
  } catch {
    // A byte that is not UTF-8.
    return false;
  }
}

test("a byte is invalid exactly where the platform's decoder says so", () => {
  fc.assert(
    fc.property(bytes, (content) => {
      expect(surveyUtf8(content, true).invalidAt === null).toBe(platformReads(content));
      const { invalidAt } = surveyUtf8(content, false);
      expect(invalidAt === null).toBe(platformReads(content, { stream: true }));
      if (invalidAt !== null) expect(platformReads(content.subarray(0, invalidAt))).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

test("characters beyond ASCII are counted", () => {
  expect(surveyUtf8(new TextEncoder().encode("Zoë 💶 Ω"), true)).toEqual({ invalidAt: null, beyondAscii: 3 });
});

test("what a cut leaves of a character is known, wherever the cut is", () => {
  const whole = new TextEncoder().encode("a¢€💶");
  const expected = [0, 0, 1, 0, 1, 2, 0, 1, 2, 3, 0];
  expect(expected.map((_, length) => unfinishedUtf8(whole.subarray(0, length)))).toEqual(expected);
});
