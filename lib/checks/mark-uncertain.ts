import type { Kernel } from "@/lib/csv/kernel";
import type { RecordBatch } from "@/lib/csv/record-batch";
import { isPlainEmailAddress } from "./email-address";
import type { ByteTest } from "./fault";

/** Whether a cell begins with a character that is seen. */
export const beginsVisibly: ByteTest = (bytes, start, end) => {
  const first = bytes[start] as number;
  return start !== end && first > 0x20 && first < 0x80;
};

const tests = { email: isPlainEmailAddress, filled: beginsVisibly };

/**
 * Marks the records that have other than `width` cells, or whose cell in a column is not fine for certain, so that they
 * alone are looked at one by one.
 *
 * @param kernel does it where the batch lies in its memory
 */
export function markUncertain(
  kernel: Kernel | null,
  test: keyof typeof tests,
  batch: RecordBatch,
  column: number,
  width: number,
): void {
  if (kernel?.holds(batch.bytes) === true) {
    kernel.mark(test, batch, column, width);
    return;
  }
  const { bytes, count, marks, firstCells, cellStarts, cellEnds } = batch;
  const passes = tests[test];
  for (let record = 0; record < count; record += 1) {
    const first = firstCells[record] as number;
    const cell = first + column;
    const isFine =
      (firstCells[record + 1] as number) - first === width &&
      passes(bytes, cellStarts[cell] as number, cellEnds[cell] as number);
    if (!isFine) marks[record] = 1;
  }
}
