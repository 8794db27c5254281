import fc from "fast-check";
import { expect, test } from "vitest";
import { isEmailAddress, isPlainEmailAddress } from "./email-address";

const ofBytes = (text: string) => {
  const bytes = new TextEncoder().encode(`,${text},`);
  return isPlainEmailAddress(bytes, 1, bytes.length - 1);
};

test("bytes are an address exactly where their text is one, as long as they are ASCII", () => {
  const texts = fc.array(fc.constantFrom("a", "b.c", "@", ".", " ", ",", "<", "\t", "\0", "x@y.z"), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(texts, (parts) => {
      const text = parts.join("");
      expect(ofBytes(text)).toBe(isEmailAddress(text));
    }),
    { numRuns: 5000 },
  );
});

test("an address beyond ASCII is left to its text", () => {
  expect(ofBytes("jürgen@example.com")).toBe(false);
  expect(isEmailAddress("jürgen@example.com")).toBe(true);
});
