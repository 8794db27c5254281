import fc from "fast-check";
import { expect, test } from "vitest";
import { createBatchReader } from "@/lib/csv/batch-reader";
import { createKernel } from "@/lib/csv/kernel";
import { markUncertain } from "./mark-uncertain";

test("with the kernel and without, the same cells are fine for certain", () => {
  const texts = fc.constantFrom(
    "a",
    "b.c",
    "@",
    ".",
    " ",
    ";",
    "<",
    ">",
    "\t",
    "\v",
    "\0",
    "x@y.z",
    "é",
    ",",
    "A-".repeat(20),
  );
  const row = fc.array(texts, { maxLength: 6 }).map((parts) => `1,${parts.join("")}\n`);
  const dialect = { encoding: "utf-8", delimiter: ",", quote: '"' } as const;
  fc.assert(
    fc.property(fc.array(row, { maxLength: 6 }), fc.constantFrom("email", "filled"), (rows, what) => {
      const marksBy = (kernel: ReturnType<typeof createKernel>) => {
        const batch = createBatchReader(dialect, undefined, kernel).read(Buffer.from(rows.join("")), true);
        markUncertain(kernel, what, batch, 1, 2);
        return [...batch.marks.subarray(0, batch.count)];
      };
      const kernel = createKernel();
      expect(kernel).not.toBeNull();
      expect(marksBy(kernel)).toEqual(marksBy(null));
    }),
    { numRuns: 1500 },
  );
});
