import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { importsReportAnswer } from "../api-contract/reports";
import { benchOfEachTest } from "../jobs/bench-of-each-test";
import { type Bench, csvOf, person } from "../jobs/engine-bench";
import { completed } from "../jobs/fake-open-connectors";
import { readImportsReport } from "./imports-report";

let bench: Bench;
benchOfEachTest(createTestDatabase, (fresh) => {
  bench = fresh;
});

const dayMs = 86_400_000;
const period = () => ({
  from: new Date(Date.now() - 100 * dayMs).toISOString(),
  before: new Date(Date.now() + dayMs).toISOString(),
});
const report = async (more: { connection?: string } = {}) =>
  importsReportAnswer.parse(await readImportsReport(bench.database, { ...period(), ...more }));

/** An import of `records` rows that has ended, the named ones failed. */
async function ended(records: number, failed: number[], more = {}) {
  bench.upstream.on.status = async (job) => completed(job.records, failed.length);
  bench.upstream.on.errors = async () =>
    failed.map((rowNum) => ({ rowNum, reason: "No such tax code", response: null, raw: {} }));
  const job = await bench.submit(csvOf(records), { connectionId: "books", ...more });
  return bench.until(job.id, ({ endedAt }) => endedAt !== null);
}

test("every row of every import stands in one column, also when some went on into a correction or were settled", async () => {
  const held = (fileRow: number) => ({ fileRow, values: {}, issues: [] });
  const first = await ended(10, [2, 4, 6], { keptBack: [held(20)], excluded: [held(21), held(22)] });
  const child = await bench.jobs.submit(person, randomUUID(), {
    ...{ connectionId: "books", objectName: "customers", fileName: "failed.csv" },
    uploadId: await bench.stage(csvOf(2)),
    parentJobId: first.id,
    parentRows: [{ job: first.number, held: false, rows: [2, 4] }],
  });
  await bench.until(child.id, ({ endedAt }) => endedAt !== null);
  await bench.jobs.settle(person, first.id, {
    select: { kind: "rows", rows: [{ job: first.number, held: true, rows: [0] }] },
    how: "elsewhere",
    note: "entered directly",
  });
  const { numbers, groups } = await report();
  expect(numbers).toEqual({ first: first.number, last: child.number, imports: 2 });
  const [group] = groups;
  expect(group?.imports).toMatchObject([
    { rowsIn: 13, accepted: 7, open: 1, settled: 1, excluded: 2, sentAgain: 2, underWay: 0, corrects: null },
    { rowsIn: 2, sentAgain: 0, corrects: first.number },
  ]);
  for (const line of [...(group?.imports ?? []), group?.totals]) {
    const { rowsIn, accepted, open, settled, excluded, sentAgain, underWay } = line ?? ({} as never);
    expect(accepted + open + settled + excluded + sentAgain + underWay).toBe(rowsIn);
  }
  expect(group?.settledByAge).toEqual({ upTo7: 1, upTo30: 0, over30: 0 });
});

test("open rows stand by the age of their import, and warnings that were waived are counted", async () => {
  const waived = [
    { code: "long_number", field: "phone", label: "Changed by a spreadsheet", rows: 3 },
    { code: "duplicate", field: "reference", label: "Occurs twice", rows: 2 },
  ];
  const old = await ended(5, [1, 2], { checked: { waived, editedCells: 0, edits: [] } });
  await ended(5, [3]);
  await bench.database
    .updateTable("jobs")
    .set({ created_at: new Date(Date.now() - 40 * dayMs) })
    .where("id", "=", old.id)
    .execute();
  const [group] = (await report()).groups;
  expect(group?.openByAge).toEqual({ upTo7: 1, upTo30: 0, over30: 2 });
  expect(group?.imports.map(({ waived: rows }) => rows)).toEqual([5, 0]);
});

test("each connection and each layout is a group of its own; narrowed, the numbers still are those of all imports", async () => {
  const layout = { layout: { id: "l1", name: "Month-end" } };
  await ended(2, [], { mapping: { entries: [], ...layout } });
  await ended(3, []);
  await ended(4, [], { connectionId: "shop" });
  const all = await report();
  expect(all.groups.map(({ connectionId, layout, totals }) => [connectionId, layout, totals.rowsIn])).toEqual(
    [
      ["books", "Month-end", 2],
      ["books", null, 3],
      ["shop", null, 4],
    ],
  );
  const shop = await report({ connection: "shop" });
  expect(shop.groups.map(({ connectionId }) => connectionId)).toEqual(["shop"]);
  expect(shop.numbers).toEqual(all.numbers);
});

test("a period without imports is an empty report", async () => {
  expect(await report()).toMatchObject({ numbers: null, groups: [] });
});
