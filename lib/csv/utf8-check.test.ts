import fc from "fast-check";
import { expect, test } from "vitest";
import { Utf8Check } from "./utf8-check";

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

function checked(content: Uint8Array, cuts: number[], isLast = true) {
  const check = new Utf8Check();
  const borders = [0, ...cuts.map((cut) => cut % (content.length + 1)).sort((a, b) => a - b), content.length];
  const places = borders
    .slice(1)
    .flatMap((to, index) =>
      check.push(content.subarray(borders[index], to), isLast && index === borders.length - 2),
    );
  return { places, first: check.first, invalid: check.invalid, beyondAscii: check.beyondAscii };
}

test("a byte is invalid exactly where the platform's decoder says so", () => {
  fc.assert(
    fc.property(bytes, (content) => {
      const { first } = checked(content, []);
      expect(first === null).toBe(platformReads(content));
      expect(checked(content, [], false).first === null).toBe(platformReads(content, { stream: true }));
      if (first !== null) expect(platformReads(content.subarray(0, first.offset))).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

test("any chunks give the same places and counts, in long runs of ASCII too", () => {
  const run = fc.oneof(
    bytes,
    fc.nat({ max: 20 }).map((length) => new Uint8Array(length).fill(0x61)),
  );
  const content = fc.array(run, { maxLength: 6 }).map((runs) => new Uint8Array(runs.flatMap((r) => [...r])));
  fc.assert(
    fc.property(content, fc.array(fc.nat(), { maxLength: 5 }), (all, cuts) => {
      const read = checked(all, []);
      expect(checked(all, cuts)).toEqual(read);
    }),
    { numRuns: 5000 },
  );
});

test("characters beyond ASCII are counted", () => {
  expect(checked(new TextEncoder().encode("Zoë 💶 Ω"), [3])).toMatchObject({ first: null, beyondAscii: 3 });
});

test("of a chunk the first 100,000 places are kept, the count goes on, and the next chunk has places of its own", () => {
  const check = new Utf8Check();
  // A byte that begins no character, one that can only follow, and a letter.
  const chunk = new Uint8Array(3 * 50_001).map((_, at) => [0xf5, 0x80, 0x61][at % 3] ?? 0);
  const places = check.push(chunk, false);
  expect(places).toHaveLength(100_000);
  expect(places.at(-1)).toBe(3 * 49_999 + 1);
  expect(check.invalid).toBe(50_001);
  expect(check.push(chunk.slice(0, 30), true)).toHaveLength(20);
  expect(check.invalid).toBe(50_011);
});

test("of the lines that hold invalid bytes 32 KiB are kept, and no line of more than 400 bytes around one", () => {
  const check = new Utf8Check();
  const line = new Uint8Array(2_000).map((_, at) => (at === 1_999 ? 0x0a : at === 1_000 ? 0xe9 : 0x61));
  for (let count = 0; count < 200; count += 1) check.push(line, false);
  expect(check.invalid).toBe(200);
  const sample = check.sample();
  expect(sample.length).toBeGreaterThanOrEqual(32_768);
  expect(sample.length).toBeLessThanOrEqual(32_768 + 401);
});
