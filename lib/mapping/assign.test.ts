import fc from "fast-check";
import { expect, test } from "vitest";
import { assign, type Fit } from "./assign";

const weight = (fits: readonly Fit[]) => fits.reduce((sum, { score }) => sum + score ** 3, 0);

/** Every way to take fits so that no column and no field is used twice. */
function bestOf(fits: readonly Fit[]): number {
  const [first, ...rest] = fits;
  if (first === undefined) return 0;
  const others = rest.filter(({ column, field }) => column !== first.column && field !== first.field);
  return Math.max(bestOf(rest), first.score ** 3 + bestOf(others));
}

const fits = fc.array(
  fc.record({
    column: fc.integer({ min: 0, max: 4 }),
    field: fc.constantFrom("a", "b", "c", "d"),
    score: fc.double({ min: 0.05, max: 1, noNaN: true }),
  }),
  { maxLength: 11 },
);

test("no other way to give out the columns fits better, and none is used twice", () => {
  fc.assert(
    fc.property(fits, (given) => {
      const taken = assign(given);
      expect(new Set(taken.map(({ column }) => column)).size).toBe(taken.length);
      expect(new Set(taken.map(({ field }) => field)).size).toBe(taken.length);
      expect(weight(taken)).toBeCloseTo(bestOf(given), 9);
    }),
  );
});

test("one sure fit outweighs two doubtful ones", () => {
  const sure = { column: 0, field: "a", score: 1 };
  const doubtful = [
    { column: 0, field: "b", score: 0.7 },
    { column: 1, field: "a", score: 0.7 },
  ];
  expect(assign([sure, ...doubtful])).toEqual([sure]);
});

test("a column without any fit is left out, and so is one whose only field fits another better", () => {
  expect(assign([])).toEqual([]);
  const better = { column: 3, field: "a", score: 0.9 };
  expect(assign([{ column: 1, field: "a", score: 0.8 }, better])).toEqual([better]);
});
