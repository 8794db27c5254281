import fc from "fast-check";
import { expect, test } from "vitest";
import { Checksum } from "./checksum";

function sumOf(bytes: Uint8Array): string {
  const sum = new Checksum();
  sum.update(bytes);
  return sum.value();
}

test("any byte that changes, and any two that change places, change the sum", () => {
  const bytes = fc.uint8Array({ minLength: 2, maxLength: 80 });
  fc.assert(
    fc.property(bytes, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), (before, one, two, flip) => {
      const first = one % before.length;
      const second = two % before.length;
      const changed = before.slice();
      changed[first] = (before[first] as number) ^ flip;
      expect(sumOf(changed)).not.toBe(sumOf(before));
      const swapped = before.slice();
      swapped[first] = before[second] as number;
      swapped[second] = before[first] as number;
      expect(sumOf(swapped) === sumOf(before)).toBe(before[first] === before[second]);
    }),
    { numRuns: 5000 },
  );
});

test("changes to the last byte of words far apart do not cancel each other out", () => {
  const before = new Uint8Array(4096).fill(0x41);
  const sums = new Set<string>();
  for (let one = 0; one < 256; one += 1) {
    const after = before.slice();
    after[3] = one;
    after[67] = 255 - one;
    sums.add(sumOf(after));
  }
  expect(sums.size).toBe(256);
});
