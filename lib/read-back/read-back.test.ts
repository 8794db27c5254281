import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { Job } from "../api-contract/jobs";
import { type Bench, createBench, person } from "../jobs/engine-bench";
import { completed, failure } from "../jobs/fake-open-connectors";
import { nothingAnswered } from "../probe/answers";
import { createReadBacks, type ReadBacks } from "./read-back";

let bench: Bench;
let readBacks: ReadBacks;
let asked: string[][];
let documented: boolean | null;
let end: () => Promise<void>;
/** What the system has, by reference. */
let there: Map<string, Record<string, string | null>[]>;

beforeEach(async () => {
  const { url, drop } = await createTestDatabase();
  bench = await createBench(url);
  bench.jobs.start();
  asked = [];
  documented = true;
  there = new Map();
  bench.upstream.on.find = async (_field, values) => {
    asked.push([...values]);
    return {
      records: values.flatMap((by) =>
        (there.get(by) ?? []).map((record, at) => ({ id: `${by}/${at}`, by, values: record })),
      ),
      how: "where",
      complete: true,
      unchecked: [],
    };
  };
  readBacks = createReadBacks({
    database: bench.database,
    uploads: bench.uploads,
    openConnectors: {
      ...bench.upstream.openConnectors,
      operations: async () =>
        documented === null ? null : { create: true, search: documented, read: true, delete: true },
    },
  });
  end = async () => {
    await bench.close();
    await drop();
  };
});
afterEach(() => end());

const header = "reference,name,limit,fax\n";
const rowOf = (at: number) => `R${at},Name ${at},${at}.00,555-${at}\n`;
const recordOf = (at: number) => ({ reference: `R${at}`, name: `Name ${at}`, limit: `${at}`, fax: null });

async function ended(csv: string, failed: number[] = []): Promise<Job> {
  bench.upstream.on.status = async ({ records }) => completed(records, failed.length);
  bench.upstream.on.errors = async () => failed.map((row) => failure(row));
  const job = await bench.submit(csv, { connectionId: randomUUID() });
  const over = await bench.until(job.id, ({ endedAt }) => endedAt !== null);
  // How the connection counts rows may have been looked for.
  asked = [];
  return over;
}
const rows = (count: number) => header + Array.from({ length: count }, (_, at) => rowOf(at + 1)).join("");
const all = { field: "reference", rows: "all" } as const;
async function untilDone(job: Job, request: Parameters<ReadBacks["step"]>[1] = all) {
  let progress = await readBacks.step(job.id, request, person);
  while (progress.left > 0) progress = await readBacks.step(job.id, { ...request, anew: false }, person);
  return progress;
}

test("each row that is done is the same, differs or is missing, and what differs is told; failed rows are not asked for", async () => {
  for (const at of [1, 2, 3, 5]) there.set(`R${at}`, [recordOf(at)]);
  there.set("R2", [{ ...recordOf(2), name: "Another" }]);
  there.set("R5", [recordOf(5), recordOf(5)]);
  const job = await ended(rows(6), [6]);
  expect(await readBacks.about(job.id)).toMatchObject({
    search: { works: true, by: "docs" },
    rows: 5,
    progress: null,
  });
  expect(await untilDone(job)).toMatchObject({
    ...{ rows: 5, left: 0, same: 2, differs: 1, missing: 1, several: 1, unchecked: 0 },
    notShown: ["fax"],
  });
  expect(asked.flat()).toEqual(["R1", "R2", "R3", "R4", "R5"]);
  expect(await readBacks.rows(job.id, { verdict: "differs" })).toEqual({
    rows: [
      {
        ...{ row: 2, fileRow: 3, value: "R2", recordId: "R2/0" },
        differences: [{ field: "name", sent: "Name 2", there: "Another" }],
      },
    ],
    next: null,
  });
  expect((await readBacks.rows(job.id, { verdict: "missing" })).rows.map(({ row }) => row)).toEqual([4]);
  const after = await bench.jobs.get(job.id);
  expect(after?.rows).toEqual(job.rows);
  expect(after?.events.at(-1)?.detail).toContain("Jane Doe had 5 rows looked for in Sage 200 by reference");
});

test("a field that the first records do not show and a later one does is compared in all of them", async () => {
  for (let at = 1; at <= 150; at += 1) there.set(`R${at}`, [recordOf(at)]);
  there.set("R150", [{ ...recordOf(150), fax: "555-150" }]);
  const progress = await untilDone(await ended(rows(150)));
  expect(progress).toMatchObject({ same: 1, differs: 149, notShown: [] });
});

test("rows with the same value, and rows without one, are never asked for", async () => {
  const job = await ended(`${header}A,x,1,\nA,y,2,\n,z,3,\nB,w,4,\n`);
  expect(await untilDone(job)).toMatchObject({ several: 2, unchecked: 1, missing: 1 });
  expect(asked).toEqual([["B"]]);
});

test("a hundred values are asked for at a time, two who look at once ask once, and a hundred rows are spread over all", async () => {
  const job = await ended(rows(450));
  const [one, other] = await Promise.all([
    readBacks.step(job.id, all, person),
    readBacks.step(job.id, all, person),
  ]);
  expect(one).toEqual(other);
  expect(one.left).toBe(350);
  expect(asked.map(({ length }) => length)).toEqual([100]);
  const some = await untilDone(job, { field: "reference", rows: "some", anew: true });
  expect(some).toMatchObject({ rows: 100, missing: 100 });
  expect(asked.at(-1)?.at(0)).toBe("R5");
  expect(asked.at(-1)?.at(-1)).toBe("R450");
});

test("what the system could not be asked for is not called missing", async () => {
  bench.upstream.on.find = async (_field, values) => ({
    ...{ records: [], how: "where", complete: false },
    unchecked: values.slice(1),
  });
  expect(await untilDone(await ended(rows(3)))).toMatchObject({ missing: 1, unchecked: 2 });
});

test("where nothing says that records can be asked for by a value, or the probe saw that they cannot, nothing is asked", async () => {
  const job = await ended(rows(2));
  documented = null;
  await expect(readBacks.step(job.id, all, person)).rejects.toMatchObject({ status: 409, code: "no_search" });
  documented = true;
  const probed = (search: "where" | "pages") =>
    bench.database
      .insertInto("probes")
      .values({
        ...{ connection_id: job.connectionId, object_name: "customers", mark: "m", ended: true },
        answers: JSON.stringify({ ...nothingAnswered, search }),
        ...{ left_records: "[]", problems: "[]" },
      })
      .execute();
  await probed("pages");
  await expect(readBacks.step(job.id, all, person)).rejects.toMatchObject({ code: "no_search" });
  expect(asked).toEqual([]);
  await probed("where");
  expect(await untilDone(job)).toMatchObject({ missing: 2 });
});

test("an import under way, one that is not there, and one whose values are gone are refused in words", async () => {
  const job = await ended(rows(2));
  await expect(readBacks.about("nobody")).rejects.toMatchObject({ status: 404 });
  await expect(readBacks.step(job.id, { ...all, field: "colour" }, person)).rejects.toMatchObject({
    code: "field_unknown",
  });
  const { upload_id } = await bench.database
    .selectFrom("jobs")
    .select("upload_id")
    .where("id", "=", job.id)
    .executeTakeFirstOrThrow();
  await rm(bench.uploads.pathOf(upload_id));
  await expect(readBacks.about(job.id)).rejects.toMatchObject({ status: 410 });
});
