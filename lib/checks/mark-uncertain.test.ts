import fc from "fast-check";
import { expect, test } from "vitest";
import { createBatchReader } from "@/lib/csv/batch-reader";
import { createKernel, type Kernel } from "@/lib/csv/kernel";
import type { TargetField } from "@/lib/mapping/target-field";
import { markUncertain } from "./mark-uncertain";
import { rulesOf } from "./value-rules";

const field = (path: string, rest: Partial<TargetField>): TargetField => ({
  ...{ path, label: path, type: "string", required: null, readOnly: null },
  ...rest,
});

/** Fields whose rules a kernel knows. */
const fields = [
  field("email", {}),
  field("email", { maxLength: 12 }),
  field("limit", { type: "number" }),
  field("count", { type: "integer" }),
  field("town", { maxLength: 3 }),
  field("any", {}),
];

test("with the kernel and without, the same cells are fine for certain", () => {
  const texts = fc.constantFrom(
    ...["a", "b.c", "@", ".", " ", ";", "<", ">", "\t", "\v", "\0", "x@y.z", "é", ",", "A-".repeat(20)],
    ...["1", "20", "-", "3.5", '"', '"x,@y.z"', '"a""b"'],
  );
  const row = fc.array(texts, { maxLength: 5 }).map((parts) => `1,${parts.join("")}\n`);
  const dialect = { encoding: "utf-8", delimiter: ",", quote: '"' } as const;
  const asked = [fc.array(row, { maxLength: 6 }), fc.constantFrom(...fields), fc.boolean()] as const;
  fc.assert(
    fc.property(...asked, (rows, of, isEmptyFine) => {
      const rules = rulesOf(of);
      const known = rules.flatMap((rule) => rule.known ?? []);
      expect(known).toHaveLength(rules.length);
      const isFine = (bytes: Uint8Array, start: number, end: number) =>
        rules.every((rule) => rule.isFine(bytes, start, end));
      const marksBy = (kernel: Kernel | null) => {
        const batch = createBatchReader(dialect, undefined, kernel).read(Buffer.from(rows.join("")), true);
        markUncertain(kernel, { isFine, isEmptyFine, known }, batch, 1, 2);
        return [...batch.marks.subarray(0, batch.count)];
      };
      const kernel = createKernel();
      expect(kernel).not.toBeNull();
      expect(marksBy(kernel)).toEqual(marksBy(null));
    }),
    { numRuns: 1500 },
  );
});
