import type { Kernel, KernelTests } from "@/lib/csv/kernel";
import { ESCAPED, type RecordBatch } from "@/lib/csv/record-batch";
import type { ByteTest, KnownTest } from "./fault";

/** What makes a cell fine for certain, so that nobody need look at it. */
export interface CellTest {
  /** Of a cell that is not empty. */
  isFine: ByteTest;
  isEmptyFine: boolean;
  /** `isFine` in words that a kernel knows, but for what every cell is asked; `null`: it has none. */
  known: readonly KnownTest[] | null;
}

/** A kernel that may be there, and the bits of it in which tests are told. */
function testsOf({ isEmptyFine, known }: CellTest): KernelTests | null {
  if (known === null) return null;
  const tests: KernelTests = { isEmptyFine, isEmail: false, digits: null, maxBytes: 0x7fffffff };
  for (const test of known) {
    if (test.kind === "email") tests.isEmail = true;
    else if (test.kind === "digits") tests.digits = test.digits;
    else tests.maxBytes = Math.min(tests.maxBytes, test.most);
  }
  return tests;
}

/** Whether a cell begins with a character that is seen: not white space, nor what may be white space beyond ASCII. */
export const beginsVisibly: ByteTest = (bytes, start, end) => {
  const first = bytes[start] as number;
  return start !== end && first > 0x20 && first < 0x80;
};

/**
 * Marks the records that have other than `width` cells, or whose cell in a column is not fine for certain, so that they
 * alone are looked at one by one.
 *
 * @param kernel does it where the batch lies in its memory and the tests are known to it
 */
export function markUncertain(
  kernel: Kernel | null,
  test: CellTest,
  batch: RecordBatch,
  column: number,
  width: number,
): void {
  const tests = kernel?.holds(batch.bytes) === true ? testsOf(test) : null;
  if (tests !== null) {
    kernel?.mark(batch, column, width, tests);
    return;
  }
  const { isFine, isEmptyFine } = test;
  const { bytes, count, marks, firstCells, cellStarts, cellEnds, cellKinds } = batch;
  for (let record = 0; record < count; record += 1) {
    const first = firstCells[record] as number;
    const cell = first + column;
    const start = cellStarts[cell] as number;
    const end = cellEnds[cell] as number;
    const isCertain =
      (firstCells[record + 1] as number) - first === width &&
      (start === end
        ? isEmptyFine
        : cellKinds[cell] !== ESCAPED && beginsVisibly(bytes, start, end) && isFine(bytes, start, end));
    if (!isCertain) marks[record] = 1;
  }
}
