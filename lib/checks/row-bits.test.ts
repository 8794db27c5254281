import fc from "fast-check";
import { expect, test } from "vitest";
import { RowBits } from "./row-bits";

const rows = fc.oneof(fc.nat({ max: 200 }), fc.nat({ max: 100_000 }));
const step = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), row: rows, length: fc.nat({ max: 70 }) }),
  fc.record({ kind: fc.constant("delete" as const), row: rows, length: fc.constant(0) }),
);

function built(steps: { kind: "add" | "delete"; row: number; length: number }[]) {
  const bits = new RowBits();
  const oracle = new Set<number>();
  for (const { kind, row, length } of steps) {
    if (kind === "delete") {
      bits.delete(row);
      oracle.delete(row);
    } else {
      bits.addRun(row, row + length);
      for (let one = row; one <= row + length; one += 1) oracle.add(one);
    }
  }
  return { bits, list: [...oracle].sort((a, b) => a - b) };
}

test("a set of rows counts, steps and lists as a sorted list does", () => {
  fc.assert(
    fc.property(fc.array(step), rows, (steps, row) => {
      const { bits, list } = built(steps);
      expect(bits.size).toBe(list.length);
      expect([...bits.rows()]).toEqual(list);
      expect(bits.has(row)).toBe(list.includes(row));
      expect(bits.rank(row)).toBe(list.filter((one) => one < row).length);
      expect(bits.next(row)).toBe(list.find((one) => one >= row));
      expect(bits.previous(row)).toBe(list.findLast((one) => one <= row));
      expect(bits.slice(1, 3)).toEqual(list.slice(1, 4));
      expect(bits.at(list.length)).toBeUndefined();
    }),
  );
});

test("runs make the same set again, and unions and differences are those of lists", () => {
  fc.assert(
    fc.property(fc.array(step), fc.array(step), (one, other) => {
      const a = built(one);
      const b = built(other);
      expect([...RowBits.of(a.bits.runs()).rows()]).toEqual(a.list);
      const without = RowBits.of(a.bits.runs());
      without.deleteAll(b.bits);
      expect([...without.rows()]).toEqual(a.list.filter((row) => !b.list.includes(row)));
      expect(without.size).toBe([...without.rows()].length);
      a.bits.addAll(b.bits);
      expect([...a.bits.rows()]).toEqual([...new Set([...a.list, ...b.list])].sort((x, y) => x - y));
    }),
  );
});
