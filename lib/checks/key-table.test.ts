import { expect, test } from "vitest";
import { KeyTable } from "./key-table";

/** Spreads numbers over 32 bits, one to one. */
const hashOf = (value: number) => Math.imul(value + 1, 0x9e3779b1) >>> 0;

test("of millions of keys exactly the rows that share one are suspected", () => {
  const rows = 3_000_000;
  const table = new KeyTable(rows);
  for (let row = 0; row < rows; row += 1) table.set(row, hashOf(row), row & 0xff);
  const same = [
    [5, 2_999_999],
    [1_048_576, 2_097_152],
    [0, 1],
  ] as const;
  for (const [first, second] of same) table.set(second, hashOf(first), first & 0xff);
  expect([...table.suspects().rows()]).toEqual(same.flat().sort((a, b) => a - b));
});

test("a key whose hash is all zeros is a key; a cleared row has none", () => {
  const table = new KeyTable(4);
  table.set(0, 0, 0);
  table.set(1, 0, 256);
  table.set(2, 7, 1);
  table.set(3, 7, 1);
  table.clear(3);
  expect([...table.suspects().rows()]).toEqual([0, 1]);
  expect(table.groupOf(3)).toBeNull();
});
