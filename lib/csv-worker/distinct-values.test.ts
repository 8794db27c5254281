import { expect, test } from "vitest";
import { CellSum } from "@/lib/csv/cell-traits";
import { DistinctValues, mostValues } from "./distinct-values";

const encoder = new TextEncoder();

function add(values: DistinctValues, text: string): boolean {
  const bytes = encoder.encode(text);
  const sum = new CellSum();
  sum.over(bytes, 0, bytes.length);
  return values.count(sum, bytes, 0, bytes.length) || values.add(sum, { bytes, text, fileRow: 1 });
}

test("values are kept as long as there are few, and as long as all columns have room for them", () => {
  const room = { bytes: 1_000_000 };
  const [one, other] = [new DistinctValues(room), new DistinctValues(room)];
  for (let value = 0; value < 2 * mostValues; value += 1)
    expect(add(one, `Value ${value}`)).toBe(value < mostValues);
  expect(add(one, "Value 0")).toBe(true);
  const left = room.bytes;
  expect(add(other, "x".repeat(Math.floor(left / 3)))).toBe(false);
  expect(add(other, "x".repeat(Math.floor(left / 3) - 200))).toBe(true);
  one.end();
  expect(add(other, "y".repeat(1000))).toBe(true);
  other.end();
  expect(room.bytes).toBe(1_000_000);
});
