import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { benchOfEachTest } from "../jobs/bench-of-each-test";
import { type Bench, csvOf, person } from "../jobs/engine-bench";
import { completed } from "../jobs/fake-open-connectors";
import { createRetention } from "./retention";

let bench: Bench;
benchOfEachTest(createTestDatabase, (fresh) => {
  bench = fresh;
});

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const sweep = (days: number | null = 30) =>
  createRetention({ database: bench.database, uploads: bench.uploads, log, days }).sweep();

async function ended(failed: number[], more = {}) {
  bench.upstream.on.status = async (job) => completed(job.records, failed.length);
  bench.upstream.on.errors = async () =>
    failed.map((rowNum) => ({ rowNum, reason: `No such tax code T${rowNum}`, response: "raw", raw: {} }));
  const job = await bench.submit(csvOf(4), { connectionId: "books", ...more });
  return bench.until(job.id, ({ endedAt }) => endedAt !== null);
}
const age = (days: number, ...ids: string[]) =>
  bench.database
    .updateTable("jobs")
    .set({ ended_at: sql<Date>`now() - make_interval(days => ${days})` })
    .where("id", "in", ids)
    .execute();
const settleAll = (job: { id: string; number: number }, rows: number[]) =>
  bench.jobs.settle(person, job.id, {
    select: { kind: "rows", rows: [{ job: job.number, held: false, rows }] },
    how: "not_needed",
    note: "no longer wanted",
  });
const fileOf = async (id: string) => {
  const { upload_id } = await bench.database
    .selectFrom("jobs")
    .select("upload_id")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return bench.uploads.pathOf(upload_id);
};

test("rows, reasons, edits, mapping and staged file go; number, counts and the audit trail stay", async () => {
  const kept = { fileRow: 9, values: { Name: "kept back" }, issues: [] };
  const edit = { fileRow: 2, column: "Name", before: "a", after: "b" };
  const job = await ended([2], {
    excluded: [kept],
    mapping: { entries: [] },
    checked: { waived: [], editedCells: 1, edits: [edit] },
  });
  await settleAll(job, [2]);
  await age(31, job.id);
  const file = await fileOf(job.id);
  expect(existsSync(file)).toBe(true);
  expect(await sweep()).toBe(1);
  expect(existsSync(file)).toBe(false);
  const left = await bench.jobs.get(job.id);
  expect(left).toMatchObject({
    number: job.number,
    rows: { total: 4, succeeded: 3, failed: 1, excluded: 1 },
  });
  expect(left?.mapping).toBeNull();
  expect(left?.removedAt).not.toBeNull();
  expect(left?.family.open).toBe(0);
  expect(left?.events.map(({ kind }) => kind)).toContain("rows_removed");
  for (const table of ["held_rows", "record_outcomes", "failure_reasons", "cell_edits"] as const)
    expect(await bench.database.selectFrom(table).selectAll().execute()).toEqual([]);
  expect((await bench.jobs.rows(job.id, { outcome: "failed" }))?.rows).toEqual([]);
  expect(await sweep()).toBe(0);
});

test("a family stays together: as long as one of it is young, or a row is open, nothing is removed", async () => {
  const first = await ended([2, 3]);
  const child = await bench.jobs.submit(person, randomUUID(), {
    ...{ connectionId: "books", objectName: "customers", fileName: "failed.csv" },
    uploadId: await bench.stage(csvOf(1)),
    parentJobId: first.id,
    parentRows: [{ job: first.number, held: false, rows: [2] }],
  });
  bench.upstream.on.status = async (job) => completed(job.records, 0);
  bench.upstream.on.errors = async () => [];
  await bench.until(child.id, ({ endedAt }) => endedAt !== null);
  await age(31, first.id, child.id);
  expect(await sweep()).toBe(0);
  await settleAll(first, [3]);
  await age(29, child.id);
  expect(await sweep()).toBe(0);
  await age(31, child.id);
  expect(await sweep()).toBe(2);
});

test("without a number of days nothing is removed, however old", async () => {
  const job = await ended([]);
  await age(10_000, job.id);
  expect(await sweep(null)).toBe(0);
  expect(existsSync(await fileOf(job.id))).toBe(true);
});
