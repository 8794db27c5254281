import fc from "fast-check";
import { expect, test } from "vitest";
import { Outlet } from "./outlet";

const mebibyte = 1_048_576;

test("however it is written, it goes in pieces of one size, and what is left when it ends", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 2.5 * mebibyte }), { maxLength: 6 }),
      async (sizes) => {
        const pieces: Blob[] = [];
        const outlet = new Outlet((piece) => pieces.push(piece), new AbortController().signal);
        const written = Buffer.alloc(sizes.reduce((sum, size) => sum + size, 0));
        let at = 0;
        for (const size of sizes) {
          const bytes = Uint8Array.from({ length: size }, (_, index) => (at + index) % 251);
          written.set(bytes, at);
          at += size;
          outlet.put(bytes);
          // The writer goes on in the same memory.
          bytes.fill(255);
        }
        outlet.end();
        const whole = Math.floor(written.length / mebibyte);
        expect(pieces.slice(0, whole).every(({ size }) => size === mebibyte)).toBe(true);
        expect(pieces.length).toBe(Math.ceil(written.length / mebibyte));
        expect(written.equals(Buffer.from(await new Blob(pieces).arrayBuffer()))).toBe(true);
      },
    ),
    { numRuns: 20 },
  );
});
