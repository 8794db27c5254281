import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { Job } from "../api-contract/jobs";
import type { SubmitJob } from "../api-contract/submit-job";
import { benchOfEachTest } from "./bench-of-each-test";
import { type Bench, homeUrl, person } from "./engine-bench";
import { completed, failure } from "./fake-open-connectors";

let bench: Bench;
benchOfEachTest(createTestDatabase, (fresh) => {
  bench = fresh;
});

const connectionId = randomUUID();
const rows = "name,reference\nAnn,R1\nBen,R2\nAnn,R3\n";
const corrected = "name,reference\nBenedict,R2\n";
const byReference = { action: "upsert", identifierFieldName: "reference", primaryKeyName: "reference" };
const nothingSaid = { company: null, address: null, bulkUpload: null, nativeBulk: null, objects: [] };

/** What Open Connectors says of the connector from now on. */
function updating(upsert: boolean | null): void {
  bench.upstream.on.facts = async () => ({ ...nothingSaid, upsert });
}

async function ended(csv = rows, failed: number[] = [], more: Partial<SubmitJob> = {}): Promise<Job> {
  bench.upstream.on.status = async ({ records }) => completed(records, failed.length);
  bench.upstream.on.errors = async () => failed.map((row) => failure(row));
  const job = await bench.submit(csv, { connectionId, ...more });
  return bench.until(job.id, ({ endedAt }) => endedAt !== null);
}

async function revise(parent: Pick<Job, "id">, more: Partial<SubmitJob> = {}, csv = corrected) {
  const uploadId = await bench.stage(csv);
  return bench.jobs.submit(person, randomUUID(), {
    ...{ connectionId, objectName: "customers", uploadId, fileName: "customers.csv" },
    ...{ parentJobId: parent.id, revises: true, metaData: byReference },
    ...more,
  });
}

test("what the connector can do is told, with the field that tells the rows that are done apart, or the one they were matched by", async () => {
  updating(true);
  const job = await ended(rows, [2]);
  expect(await bench.jobs.revision(job.id)).toMatchObject({ updates: true, key: "reference" });
  const matched = await ended(rows, [], { metaData: { ...byReference, identifierFieldName: "name" } });
  expect(await bench.jobs.revision(matched.id)).toMatchObject({ key: "name" });
  updating(null);
  const twins = await ended("name\nAnn\nAnn\n");
  expect(await bench.jobs.revision(twins.id)).toMatchObject({ updates: null, key: null });
});

test("only what was changed goes, as updates, in an import begun from this one, whose own account stays; both say so", async () => {
  updating(true);
  const root = await ended();
  const source = { sha256: "a".repeat(64), rows: 1, fileRows: [3] };
  const first = await revise(root, { source });
  await bench.until(first.id, ({ endedAt }) => endedAt !== null);
  expect(bench.upstream.accepted.at(-1)).toMatchObject({ records: 1, metaData: byReference });
  expect(first).toMatchObject({ parent: null, begunFrom: { number: root.number }, family: { rows: 1 } });
  // The file it comes from is the same, and so may be the bytes: an update made twice is made once.
  const second = await revise(root, { source });
  await bench.until(second.id, ({ endedAt }) => endedAt !== null);
  const after = await bench.jobs.get(root.id);
  expect(after).toMatchObject({ rows: root.rows, family: { rows: 3, imports: [{ rows: 3 }] } });
  expect(after?.events.filter(({ kind }) => kind === "revised").map(({ detail }) => detail)).toEqual([
    `Jane Doe corrected 1 row that was done, as updates in import ${first.number}.`,
    `Jane Doe corrected 1 row that was done, as updates in import ${second.number}.`,
  ]);
});

test.each([
  ["the connector only creates", false, {}, { status: 409, code: "cannot_update" }],
  ["nothing says that the connector updates", null, {}, { status: 409, code: "cannot_update" }],
  ["it would create", true, { metaData: {} }, { status: 422, code: "revises_creates" }],
  [
    "the file lacks the field that records are found by",
    true,
    { metaData: { ...byReference, identifierFieldName: "id" } },
    { status: 422, code: "revises_creates" },
  ],
  ["it goes to another place", true, { objectName: "items" }, { status: 409, code: "parent_elsewhere" }],
  ["it takes open rows", true, { parentRows: [] }, { status: 422, code: "revises_differ" }],
])("accepted rows are never sent once more where %s", async (_case, upsert, more, refusal) => {
  updating(upsert);
  const root = await ended();
  await expect(revise(root, more)).rejects.toMatchObject(refusal);
  expect(bench.upstream.calls.send).toBe(1);
});

test("rows of an import that goes on, or was sent to another Open Connectors, are not corrected", async () => {
  updating(true);
  const root = await ended();
  const elsewhere = bench.another({}, `${homeUrl}/other`);
  await expect(elsewhere.revision(root.id)).rejects.toMatchObject({ status: 409, code: "begun_elsewhere" });
  const goesOn = { ...completed(3), state: "active", upstreamStatus: "RUNNING" } as const;
  bench.upstream.on.status = async () => goesOn;
  const running = await bench.submit(rows, { connectionId });
  await expect(bench.jobs.revision(running.id)).rejects.toMatchObject({ status: 409, code: "not_ended" });
});

test("that somebody took a list of what to put right is in the history of the import", async () => {
  updating(false);
  const root = await ended();
  await bench.jobs.noteRevisionList(person, root.id, { rows: 2, values: 3 });
  expect((await bench.jobs.get(root.id))?.events.at(-1)).toMatchObject({
    kind: "to_put_right",
    detail: expect.stringContaining("Jane Doe took a list of 3 values in 2 rows to be put right in Sage"),
  });
  expect(bench.upstream.calls.send).toBe(1);
});

test.each([
  ["is new", rows, [], "name,reference\nBenedict,R2\nZoe,R9\n", "1 row has"],
  ["is left blank", rows, [], "name,reference\nBenedict,\n", "1 row has"],
  ["stands in two rows of the correction", rows, [], "name,reference\nBea,R2\nBenedict,R2\n", "2 rows have"],
  ["two rows were sent with", "name,reference\nAnn,R2\nBen,R2\n", [], corrected, "1 row has"],
  ["a row that failed was sent with", rows, [2], corrected, "1 row has"],
])(
  "accepted rows are not corrected where the value their records are found by %s",
  async (_case, sent, failed, csv, words) => {
    updating(true);
    const root = await ended(sent, failed);
    await expect(revise(root, {}, csv)).rejects.toMatchObject({
      ...{ status: 422, code: "revises_strangers" },
      message: expect.stringContaining(words),
    });
    expect(bench.upstream.calls.send).toBe(1);
  },
);
