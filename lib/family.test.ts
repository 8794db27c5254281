import fc from "fast-check";
import { expect, test } from "vitest";
import type { RowCounts } from "./api-contract/jobs";
import { jobStatuses } from "./api-contract/status";
import { familyOf, type Left, type MemberFacts } from "./family";

const none: RowCounts = {
  total: 0,
  succeeded: 0,
  failed: 0,
  unknown: 0,
  notTried: 0,
  keptBack: 0,
  excluded: 0,
};
const member = (number: number, rows: Partial<RowCounts>, left: Left = {}): MemberFacts => ({
  id: `j${number}`,
  number,
  status: "completed_with_failures",
  createdAt: "2026-11-03T14:02:00.000Z",
  rows: { ...none, ...rows },
  left,
});

test("1,000 rows: 981 in import 41, 15 in import 42, 4 open", () => {
  const first = member(
    41,
    { total: 997, succeeded: 981, failed: 16, keptBack: 3 },
    {
      failed: { sentAgain: 14, settled: 0 },
      kept_back: { sentAgain: 3, settled: 0 },
    },
  );
  const again = member(42, { total: 17, succeeded: 15, failed: 2 });
  const family = familyOf(first, [again]);
  expect(family.rows).toBe(1_000);
  expect(family.imports.map(({ places }) => places.succeeded)).toEqual([981, 15]);
  expect(family.open).toBe(4);
});

test("settled rows are accounted for: they are open no more", () => {
  const first = member(41, { total: 10, succeeded: 8, failed: 2 }, { failed: { sentAgain: 0, settled: 2 } });
  const { places, open } = familyOf(first, []);
  expect(places).toMatchObject({ succeeded: 8, settled: 2, failed: 0 });
  expect(open).toBe(0);
});

test("an excluded row that is brought back is where it went", () => {
  const first = member(
    41,
    { total: 1, succeeded: 1, excluded: 2 },
    { excluded: { sentAgain: 1, settled: 0 } },
  );
  const { places, rows } = familyOf(first, [member(42, { total: 1, succeeded: 1 })]);
  expect(rows).toBe(3);
  expect(places).toMatchObject({ succeeded: 2, excluded: 1 });
});

test("rows that are still to be sent are left to nobody", () => {
  const moving = { ...member(41, { total: 10, succeeded: 4, notTried: 6 }), status: "running" as const };
  expect(familyOf(moving, [])).toMatchObject({ open: 0, places: { toSend: 6 } });
  expect(familyOf({ ...moving, status: "cancelled" }, [])).toMatchObject({ open: 6 });
});

/** A job with so many rows of each kind, and the share of them that leaves it. */
const job = fc.record({
  status: fc.constantFrom(...jobStatuses),
  failed: fc.nat(50),
  unknown: fc.nat(50),
  notTried: fc.nat(50),
  succeeded: fc.nat(50),
  now: fc.nat(50),
});
const share = fc.integer({ min: 0, max: 100 });

test("whatever went on, again and again, every row of the file stands in exactly one place", () => {
  fc.assert(
    fc.property(job, fc.array(fc.tuple(job, share), { maxLength: 5 }), fc.nat(20), (first, later, kept) => {
      const members: MemberFacts[] = [];
      let wanted = 0;
      for (const [at, [facts, part]] of [[first, 100] as const, ...later].entries()) {
        const sum = facts.failed + facts.unknown + facts.notTried + facts.succeeded + facts.now;
        const { now, status, ...counts } = facts;
        const before = members.at(-1);
        const total = before === undefined ? sum : Math.floor((before.rows.failed * part) / 100);
        const rows = before === undefined ? { ...counts, total } : { total, succeeded: 0, failed: total };
        const made = { ...member(at + 1, { ...rows, keptBack: at === 0 ? kept : 0 }), status };
        if (before === undefined) wanted = total + kept;
        else before.left = { failed: { sentAgain: total, settled: 0 } };
        members.push(made);
      }
      const [root, ...children] = members;
      if (root === undefined) throw new Error("there is a first one");
      const { places, rows } = familyOf(root, children);
      expect(rows).toBe(wanted);
      expect(Object.values(places).reduce((all, some) => all + some, 0)).toBe(wanted);
    }),
  );
});
