import { expect, test } from "vitest";
import type { RowBase } from "./row-base";
import { baseByAbsence, baseByReasons, possibleBases } from "./row-base-evidence";

const record = (email: string, name: string) => ({ email, name });
/** Row 3 is named; with 0 it is the fourth record, with 1 the third, with 2 the second. */
const named = (reason: string, [second, third, fourth]: ReturnType<typeof record>[]) => ({
  error: { rowNum: 3, reason, response: null, raw: {} },
  records: new Map<RowBase, ReturnType<typeof record>>([
    ...(fourth ? [[0, fourth] as const] : []),
    ...(third ? [[1, third] as const] : []),
    ...(second ? [[2, second] as const] : []),
  ]),
});
const all: RowBase[] = [0, 1, 2];
const ann = record("ann@example.com", "Ann");
const ben = record("ben@example.com", "Ben");
const nobody = record("", "Cleo");

test.each<[string, ReturnType<typeof record>[], RowBase | null]>([
  ["email is required", [ann, ben, nobody], 0],
  ["email is required", [ann, nobody, ben], 1],
  ["email is required", [nobody, ann, ben], 2],
  ["email is required", [nobody, nobody, ann], null],
  ["ben@example.com exists already", [ann, ben, nobody], 1],
  ["ben@example.com.au exists already", [ann, record("x@example.com", "Xi"), nobody], null],
  ["name is longer than 3 characters", [ann, ben, nobody], 0],
  ["Internal error 500", [ann, ben, nobody], null],
])("“%s” is said of the record that it fits", (reason, records, base) => {
  expect(baseByReasons([named(reason, records)], all)).toBe(base);
});

test("reasons that fit different bases prove none", () => {
  const rows = [
    named("email is required", [ann, ben, nobody]),
    named("email is required", [ann, nobody, ben]),
  ];
  expect(baseByReasons(rows, all)).toBeNull();
});

test("a row that is absent has failed, and one that is there proves nothing", () => {
  const present = (there: boolean[]) => new Map(there.map((isThere, at) => [at + 2, isThere]));
  expect(baseByAbsence(present([true, false, true]), [3], all)).toBe(1);
  expect(baseByAbsence(present([true, true, false]), [3], all)).toBe(0);
  expect(baseByAbsence(present([false, true, true]), [3], all)).toBe(2);
  expect(baseByAbsence(present([true, true, true]), [3], all)).toBeNull();
  expect(baseByAbsence(present([false, false, false]), [3], all)).toBeNull();
  expect(baseByAbsence(present([false, false, true]), [3], all)).toBeNull();
});

test("only bases with which every number names a record are possible", () => {
  expect(possibleBases([3], 10)).toEqual([0, 1, 2]);
  expect(possibleBases([0, 5], 10)).toEqual([0]);
  expect(possibleBases([10], 10)).toEqual([1, 2]);
  expect(possibleBases([11], 10)).toEqual([2]);
});
