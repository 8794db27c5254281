import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { Job } from "../api-contract/jobs";
import { type RowsFileName, rowsFileQuery } from "../api-contract/rows-file";
import type { SubmitJob } from "../api-contract/submit-job";
import { readRowKey } from "../csv/row-key";
import { Workbook } from "../workbook/workbook";
import { benchOfEachTest } from "./bench-of-each-test";
import { type Bench, person } from "./engine-bench";
import { completed } from "./fake-open-connectors";

let bench: Bench;
benchOfEachTest(createTestDatabase, (fresh) => {
  bench = fresh;
});

const connectionId = randomUUID();
const heading = "row key,row,state,reason,reference,name";
const csv = 'reference,name\nA1,"Smith, Jo"\nA2,=1+1\nA3,007\nA4,"a ""b"""\nA5,e\n';

async function ended(
  more: Partial<SubmitJob> = {},
  failed: [row: number, reason: string][] = [],
): Promise<Job> {
  bench.upstream.on.status = async ({ records }) => completed(records, failed.length);
  bench.upstream.on.errors = async () =>
    failed.map(([rowNum, reason]) => ({ rowNum, reason, response: null, raw: {} }));
  const job = await bench.submit(csv, { connectionId, ...more });
  return bench.until(job.id, ({ endedAt }) => endedAt !== null);
}

async function bytesOf(job: Job, name: RowsFileName, query: Record<string, string> = {}): Promise<Buffer> {
  const file = await bench.jobs.file(job.id, name, rowsFileQuery.parse(query));
  const pieces: Uint8Array[] = [];
  if (file) for await (const piece of file.bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}
const linesOf = async (...args: Parameters<typeof bytesOf>) =>
  (await bytesOf(...args)).toString("utf8").replace("\ufeff", "").trimEnd().split("\n");

const keptBack = [
  {
    fileRow: 3,
    values: { Ref: "K1", Name: "Kim" },
    fields: { reference: "k-1", name: "Kim" },
    issues: [{ code: "missing", message: "Name is missing." }],
  },
];
const reasons: [number, string][] = [
  [2, "Formula not allowed"],
  [4, 'Name "a" is too long'],
];
const fileRows: [number, number][] = [
  [2, 2],
  [4, 7],
];

test("rows left to somebody come with a key, their row in the file, the reason and their values, in the order of the file", async () => {
  const job = await ended({ keptBack, source: { fileRows } }, reasons);
  const [first, ...lines] = await linesOf(job, "open");
  expect(first).toBe(heading);
  const cells = lines.map((line) => line.split(",").slice(1).join(","));
  expect(cells).toEqual([
    "3,kept back,Name is missing.,k-1,Kim",
    "4,failed,Formula not allowed,A2,=1+1",
    '6,failed,"Name ""a"" is too long",A4,"a ""b"""',
  ]);
  expect(lines.map((line) => readRowKey(line.split(",")[0] ?? ""))).toEqual([
    { job: job.number, held: true, row: 0 },
    { job: job.number, held: false, row: 2 },
    { job: job.number, held: false, row: 4 },
  ]);
});

test("a workbook of them holds the same texts, so that it can be corrected and read again", async () => {
  const job = await ended({ keptBack, source: { fileRows } }, reasons);
  const bytes = new Uint8Array(await bytesOf(job, "open", { format: "xlsx" }));
  const workbook = await Workbook.open(new File([bytes], "open.xlsx"), new AbortController().signal);
  const { text } = await workbook.read("Rows", { signal: new AbortController().signal, onBytes: () => {} });
  const lines = (await new Blob([text].flat()).text()).trimEnd().split("\n");
  expect(
    lines.map((line) => line.replace(/^"row key","row","state","reason","reference","name"$/, heading)),
  ).toEqual(await linesOf(job, "open"));
});

test("what was sent is what went upstream, byte for byte", async () => {
  const job = await ended();
  const sent = await bytesOf(job, "sent");
  expect(sent.toString()).toBe(csv);
  expect(bench.upstream.accepted[0]?.body.equals(sent)).toBe(true);
});

test("rows are told apart by what became of them, and where they went is said", async () => {
  const job = await ended({ keptBack, source: { fileRows } }, reasons);
  const states = async (name: RowsFileName) =>
    (await linesOf(job, name)).slice(1).map((line) => line.split(",")[2]?.replace('"', ""));
  expect(await states("succeeded")).toEqual(["done", "done", "done"]);
  expect(await states("kept-back")).toEqual(["kept back"]);
  expect(await states("not-tried")).toEqual([]);
  await bench.jobs.settle(person, job.id, {
    select: { kind: "rows", rows: [{ job: job.number, held: false, rows: [2] }] },
    ...{ how: "not_needed", note: "Closed" },
  });
  expect(await states("failed")).toEqual(["failed", "failed"]);
  expect((await linesOf(job, "failed"))[1]).toContain('"failed, settled: not needed. Closed"');
  expect(await states("open")).toEqual(["kept back", "failed"]);
  expect(await states("report")).toHaveLength(6);
});

test("one reason can be had alone, and each reason is counted with the words its rows share", async () => {
  const job = await ended({}, [
    [1, "Tax code T9 is not known"],
    [2, "Customer on hold"],
    [5, "Tax code T17 is not known"],
  ]);
  const page = await bench.jobs.reasons(job.id);
  expect(page).toMatchObject({
    total: 2,
    reasons: [
      { signature: "Tax code … is not known", example: "Tax code T9 is not known", rows: 2 },
      { signature: "Customer on hold", rows: 1 },
    ],
  });
  const reason = page?.reasons[0]?.id;
  expect((await linesOf(job, "open", { reason: String(reason) })).slice(1)).toHaveLength(2);
  const rows = await bench.jobs.rows(job.id, { outcome: "failed", reason });
  expect(rows?.rows.map(({ row }) => row)).toEqual([1, 5]);
});

test("without the values that were sent a file says that they are no longer kept", async () => {
  const job = await ended({}, reasons);
  const { upload_id } = await bench.database
    .selectFrom("jobs")
    .select("upload_id")
    .where("id", "=", job.id)
    .executeTakeFirstOrThrow();
  await rm(bench.uploads.pathOf(upload_id));
  for (const name of ["open", "sent"] as const)
    await expect(bytesOf(job, name)).rejects.toMatchObject({ status: 410, code: "file_gone" });
});
