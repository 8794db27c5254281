import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { FamilyRows } from "../api-contract/family";
import type { Job } from "../api-contract/jobs";
import type { SubmitJob } from "../api-contract/submit-job";
import type { BulkError } from "../open-connectors/bulk-jobs";
import { benchOfEachTest } from "./bench-of-each-test";
import { type Bench, csvOf, person } from "./engine-bench";
import { completed } from "./fake-open-connectors";
import { proveRowBase } from "./prove-row-base";

let bench: Bench;
benchOfEachTest(createTestDatabase, (fresh) => {
  bench = fresh;
});

const connectionId = randomUUID();
const other = { id: "person-2", name: "Noor" };

/** From now on these rows of what is sent fail; the others are created. */
function failing(...rows: number[]): void {
  const errors = rows.map(
    (rowNum): BulkError => ({ rowNum, reason: `No such tax code T${rowNum}`, response: null, raw: {} }),
  );
  bench.upstream.on.status = async ({ records }) => completed(records, rows.length);
  bench.upstream.on.errors = async () => errors;
}

/** A job of `records` rows that has ended, some of them failed. */
async function ended(records: number, failed: number[], more: Partial<SubmitJob> = {}): Promise<Job> {
  failing(...failed);
  const job = await bench.submit(csvOf(records), { connectionId, ...more });
  return bench.until(job.id, ({ endedAt }) => endedAt !== null);
}

const rowsOf = (job: Pick<Job, "number">, ...rows: number[]): FamilyRows => [
  { job: job.number, held: false, rows },
];

async function correct(parent: Pick<Job, "id">, parentRows: FamilyRows, more: Partial<SubmitJob> = {}) {
  const records = parentRows.reduce((sum, { rows }) => sum + rows.length, 0);
  const uploadId = await bench.stage(csvOf(records), {
    ownerId: more.fileName === "hers.csv" ? other.id : person.id,
  });
  return bench.jobs.submit(more.fileName === "hers.csv" ? other : person, randomUUID(), {
    ...{ connectionId, objectName: "customers", uploadId, fileName: "failed.csv" },
    ...{ parentJobId: parent.id, parentRows },
    ...more,
  });
}

const done = (id: string) => bench.until(id, ({ endedAt }) => endedAt !== null);
const held = (fileRow: number) => ({ fileRow, values: { Name: `n${fileRow}` }, issues: [] });
const familyAt = async (id: string) => (await bench.jobs.get(id))?.family;

test("failed and kept-back rows go on into later imports, and the totals of the family add up at each step", async () => {
  const root = await ended(10, [2, 4, 6, 8], { keptBack: [held(20)], excluded: [held(21)] });
  expect(root.family).toMatchObject({ rows: 12, open: 5, places: { succeeded: 6, failed: 4, keptBack: 1 } });

  failing(2);
  const both: FamilyRows = [...rowsOf(root, 2, 4), { job: root.number, held: true, rows: [0] }];
  const second = await done((await correct(root, both)).id);
  expect(await familyAt(root.id)).toMatchObject({
    rows: 12,
    open: 3,
    places: { succeeded: 8, failed: 3, keptBack: 0, excluded: 1 },
  });

  failing();
  const third = await done((await correct(second, [...rowsOf(second, 2), ...rowsOf(root, 6, 8)])).id);
  const family = await familyAt(third.id);
  expect(family).toMatchObject({ rows: 12, open: 0, places: { succeeded: 11, excluded: 1 } });
  expect(family?.imports.map(({ number, places }) => [number, places.succeeded])).toEqual([
    [root.number, 6],
    [second.number, 2],
    [third.number, 3],
  ]);
  expect(await familyAt(second.id)).toEqual(family);
  expect(bench.upstream.accepted.map(({ records }) => records)).toEqual([10, 3, 3]);
});

test("rows that were left out at Check are brought back from the grid, each once, and counted where they went", async () => {
  const root = await ended(3, [], { excluded: [held(21), held(22)] });
  const file = await bench.jobs.file(root.id, "open", { format: "csv", outcomes: ["excluded"] });
  let text = "";
  for await (const bytes of file?.bytes ?? []) text += Buffer.from(bytes).toString();
  expect(text.trimEnd().split("\n").slice(1)).toEqual([
    expect.stringContaining(",21,excluded,"),
    expect.stringContaining(",22,excluded,"),
  ]);
  const second: FamilyRows = [{ job: root.number, held: true, rows: [1] }];
  await done((await correct(root, second)).id);
  expect(await familyAt(root.id)).toMatchObject({ rows: 5, open: 0, places: { succeeded: 4, excluded: 1 } });
  await expect(correct(root, second)).rejects.toMatchObject({ status: 409, code: "rows_not_open" });
});

test("a corrected row is numbered as in the file the first import was made from", async () => {
  const root = await ended(5, [3, 5], { keptBack: [held(40)] });
  failing(1, 2, 3);
  const rows: FamilyRows = [{ job: root.number, held: true, rows: [0] }, ...rowsOf(root, 5, 3)];
  const child = await done((await correct(root, rows)).id);
  const page = await bench.jobs.rows(child.id, { outcome: "failed" });
  expect(page?.rows.map(({ fileRows }) => fileRows)).toEqual([[40], [6], [4]]);
});

test("two people at once on the same rows: one wins, the other is told, and each row is sent once", async () => {
  const root = await ended(6, [1, 2, 3]);
  failing();
  const tries = await Promise.allSettled([
    correct(root, rowsOf(root, 1, 2)),
    correct(root, rowsOf(root, 2, 3), { fileName: "hers.csv" }),
  ]);
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const refused = tries.find((one) => one.status === "rejected");
  expect(refused?.reason).toMatchObject({ status: 409, code: "rows_not_open" });
  expect(String(refused?.reason)).toMatch(/1 row of 2 rows is not open any more/);
  const won = tries.find((one) => one.status === "fulfilled");
  await done(won?.value.id ?? "");
  expect(bench.upstream.accepted.map(({ records }) => records)).toEqual([6, 2]);
  expect(await familyAt(root.id)).toMatchObject({ open: 1, places: { succeeded: 5, failed: 1 } });
});

describe("a correction is refused in words, and nothing is sent, when", () => {
  const cases: [string, (root: Job) => Promise<unknown>, object][] = [
    ["a row succeeded", (root) => correct(root, rowsOf(root, 1)), { status: 409, code: "rows_not_open" }],
    ["a row is named twice", (root) => correct(root, rowsOf(root, 2, 2)), { code: "row_named_twice" }],
    [
      "a row is of another import",
      async (root) => {
        const stranger = await ended(3, [1]);
        return correct(root, rowsOf(stranger, 1));
      },
      { status: 409, code: "rows_of_another" },
    ],
    [
      "it goes into another object",
      (root) => correct(root, rowsOf(root, 2), { objectName: "products" }),
      { status: 409, code: "parent_elsewhere" },
    ],
    [
      "its file has other rows than it names",
      async (root) => {
        const uploadId = await bench.stage(csvOf(2));
        return correct(root, rowsOf(root, 2), { uploadId });
      },
      { status: 422, code: "parent_rows_differ" },
    ],
    [
      "it keeps rows of its own",
      (root) => correct(root, rowsOf(root, 2), { keptBack: [held(4)] }),
      { status: 422, code: "parent_rows_differ" },
    ],
  ];
  test.each(cases)("%s", async (_name, attempt, answer) => {
    const root = await ended(5, [2, 3]);
    const sent = bench.upstream.accepted.length;
    await expect(attempt(root)).rejects.toMatchObject(answer);
    expect((await familyAt(root.id))?.open).toBe(2);
    expect(bench.upstream.accepted.length - sent).toBeLessThanOrEqual(1);
  });
});

describe("settled without sending", () => {
  test("rows are accounted for, by whom and why stands in the trail, and they are open again when it is taken back", async () => {
    const root = await ended(5, [2, 3], { keptBack: [held(9)] });
    const rows: FamilyRows = [...rowsOf(root, 2), { job: root.number, held: true, rows: [0] }];
    const settled = await bench.jobs.settle(other, root.id, {
      ...{ select: { kind: "rows", rows }, how: "elsewhere", note: "Entered directly in Sage 200" },
    });
    expect(settled.family).toMatchObject({ open: 1, places: { settled: 2, failed: 1, keptBack: 0 } });
    expect(settled.settlements).toMatchObject([{ rows: 2, by: "Noor", undone: null }]);
    expect(settled.events.at(-1)?.detail).toContain("Noor settled 2 rows without sending: entered elsewhere");
    expect((await bench.jobs.rows(root.id, { outcome: "kept_back" }))?.rows[0]?.since).toMatchObject({
      kind: "settled",
    });

    const [settlement] = settled.settlements;
    const back = await bench.jobs.unsettle(person, root.id, settlement?.id ?? "");
    expect(back.family).toMatchObject({ open: 3, places: { settled: 0, failed: 2, keptBack: 1 } });
    expect(back.settlements).toMatchObject([{ undone: { by: "Jane Doe" } }]);
    const again = await bench.jobs.unsettle(person, root.id, settlement?.id ?? "");
    expect(again.family.open).toBe(3);
  });

  test("all rows with an outcome can be settled at once, those of corrections too", async () => {
    const root = await ended(6, [2, 3, 4], { keptBack: [held(9)] });
    failing(1);
    await done((await correct(root, rowsOf(root, 2))).id);
    const select = { kind: "outcomes", outcomes: ["failed"] } as const;
    const settled = await bench.jobs.settle(person, root.id, {
      select: { ...select, outcomes: ["failed"] },
      ...{ how: "not_needed", note: "Test rows" },
    });
    expect(settled.family).toMatchObject({ open: 1, places: { settled: 3, failed: 0, keptBack: 1 } });
    await expect(
      bench.jobs.settle(person, root.id, {
        select: { ...select, outcomes: ["failed"] },
        how: "not_needed",
        note: "x",
      }),
    ).rejects.toMatchObject({ code: "no_open_rows" });
  });

  test("a settled row cannot be sent, and a sent one cannot be settled", async () => {
    const root = await ended(5, [2, 3]);
    const note = { how: "not_needed", note: "Customer closed" } as const;
    await bench.jobs.settle(person, root.id, { select: { kind: "rows", rows: rowsOf(root, 2) }, ...note });
    await expect(correct(root, rowsOf(root, 2))).rejects.toMatchObject({ code: "rows_not_open" });
    failing();
    await done((await correct(root, rowsOf(root, 3))).id);
    await expect(
      bench.jobs.settle(person, root.id, { select: { kind: "rows", rows: rowsOf(root, 3) }, ...note }),
    ).rejects.toMatchObject({ code: "rows_not_open" });
    expect(await familyAt(root.id)).toMatchObject({ open: 0, places: { succeeded: 4, settled: 1 } });
  });
});

test("rows nobody has confirmed go only when that is meant", async () => {
  bench.upstream.on.status = async () => ({
    ...completed(3),
    ...{ state: "aborted", upstreamStatus: "ABORTED" },
  });
  bench.upstream.on.errors = async () => [];
  const job = await bench.submit(csvOf(5), { connectionId });
  const root = await done(job.id);
  expect(root.family).toMatchObject({ open: 5, places: { unknown: 5 } });
  await expect(correct(root, rowsOf(root, 1, 2))).rejects.toMatchObject({ code: "rows_in_doubt" });
  failing();
  await done((await correct(root, rowsOf(root, 1, 2), { confirmed: true })).id);
  expect(await familyAt(root.id)).toMatchObject({ open: 3, places: { unknown: 3, succeeded: 2 } });
});

test("the list of imports with open rows has the oldest first, and none whose rows are accounted for", async () => {
  const first = await ended(3, [1]);
  const second = await ended(3, [1]);
  await ended(3, []);
  const numbers = async () => {
    const { jobs, counts } = await bench.jobs.list({ show: "open" }, person);
    expect(counts.open).toBe(jobs.length);
    return jobs.map(({ number }) => number);
  };
  expect(await numbers()).toEqual([first.number, second.number]);
  failing();
  await done((await correct(first, rowsOf(first, 1))).id);
  expect(await numbers()).toEqual([second.number]);
});

test("what was thought to have failed when it was sent again, and had not, counts once", async () => {
  const root = await ended(5, [3]);
  failing();
  await done((await correct(root, rowsOf(root, 3))).id);
  const batch = await bench.database
    .selectFrom("batches")
    .selectAll()
    .where("job_id", "=", root.id)
    .executeTakeFirstOrThrow();
  await bench.database
    .updateTable("batches")
    .set({ row_base: 1, row_base_proved: false })
    .where("job_id", "=", root.id)
    .execute();
  await bench.database.transaction().execute((transaction) => proveRowBase(transaction, batch, 0));
  const family = await familyAt(root.id);
  expect(family).toMatchObject({ rows: 5, open: 1, places: { succeeded: 4, failed: 1 } });
});

test("an import that names another and takes none of its rows is begun from it, and in a family of its own", async () => {
  const root = await ended(4, [2]);
  failing();
  const begun = await done((await bench.submit(csvOf(3), { connectionId, parentJobId: root.id })).id);
  expect(begun).toMatchObject({ parent: null, begunFrom: { number: root.number }, family: { rows: 3 } });
  const child = await done((await correct(root, rowsOf(root, 2))).id);
  expect(child).toMatchObject({ parent: { number: root.number }, begunFrom: null });
  expect(await bench.jobs.get(root.id)).toMatchObject({
    children: [{ number: child.number }],
    begunHere: [{ number: begun.number, records: 3 }],
    family: { rows: 4, imports: [{ rows: 4 }, { rows: 1 }] },
  });
});

test("failed rows that are known by number alone are told as long as nothing proves how the connection counts", async () => {
  const based = (root: Job, proved: boolean) =>
    bench.database
      .updateTable("batches")
      .set({ row_base: 1, row_base_proved: proved })
      .where("job_id", "=", root.id)
      .execute();
  const assumedOf = async (root: Job) => (await bench.jobs.get(root.id))?.assumedRows;
  const root = await ended(5, [2, 3]);
  await based(root, false);
  expect(await assumedOf(root)).toBe(2);
  await based(root, true);
  expect(await assumedOf(root)).toBe(0);
  const whole = await ended(3, [1, 3]);
  await based(whole, false);
  expect(await assumedOf(whole)).toBe(0);
});
