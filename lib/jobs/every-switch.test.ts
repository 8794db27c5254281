import { expect, test } from "vitest";
import type { Job } from "../api-contract/jobs";
import { hasEnded } from "../api-contract/status";
import type { Bench } from "./engine-bench";
import { httpBenchOfEachTest } from "./http-bench";
import type { Upstream } from "./sandbox-bench";

// What an import says must be what is in the connected system, however the service answers. Each switch of the stand-in is
// turned the other way, singly and all together; the truth is read past the program.

let bench: Bench;
let upstream: Upstream;
httpBenchOfEachTest((...opened) => {
  [bench, upstream] = opened;
});

/** Each switch in each of its other positions; a service that does all of these at once is still answered rightly. */
const otherWays: object[] = [
  { instanceForm: "older" },
  { metadataFlags: "omitted" },
  { metadataFlags: "strings" },
  { metadataMask: "type" },
  { jobId: "number" },
  { statusWord: "Complete" },
  { statusWord: "COMPLETE" },
  { startedWord: true },
  { statusForm: "v3" },
  { statusForm: "swagger" },
  { recordsCount: "without-failed" },
  { unknownObject: "refused" },
  { unusableFile: "all-rows-failed" },
  { byteOrderMark: "stripped" },
  { emptyCells: "empty-text" },
  { errorItems: "error" },
  { firstRowNum: 0 },
  { firstRowNum: 2 },
  { errorsPaged: false },
  { batchFailure: false },
  { upsert: false },
  { cancelFinished: 400 },
  { keepDays: 3 },
  { listForm: "older" },
  { listJobs: "without-callback-url" },
  { listJobs: "without-payload" },
  { listJobs: "failing" },
  { listJobs: "empty" },
  { listJobs: "without-markers" },
  { listDelaySeconds: 30 },
  { callbackDelayMs: 200 },
  { callbackCopies: 5 },
  { callbackSignature: "none" },
  { callbackSignature: "wrong-key" },
  { callbackOrder: "before-reply" },
  { callbackOrder: "stale-after" },
  { callbackPayload: "none" },
  { callbackPayload: "metadata" },
  { callbackOnCancel: false },
  { callback: false },
];
const allAtOnce: object = Object.assign({}, ...otherWays);

/** Where the service does not do what it is asked to, or names no rows: what is not known may be called so, and nothing else. */
const failing: object[] = [
  { stopJob: { afterRecords: 5, status: "ERROR" } },
  { stopJob: { afterRecords: 5, status: "ABORTED" } },
  { vendorDown: true },
  { bulkUpload: false },
  { mostFileBytes: 10 },
  { keepDays: 0 },
  { errorItems: "strings" },
];

const addressOf = (row: number) => `row${row}@example.com`;
/** Contacts, of which every seventh lacks the address that is required, the last one too. */
const isBad = (row: number) => row % 7 === 0;
const contacts = (rows: number) =>
  `C_FirstName,C_EmailAddress\n${Array.from({ length: rows }, (_, at) => `Zoë,${isBad(at + 1) ? "" : addressOf(at + 1)}\n`).join("")}`;

async function load(control: object, rows = 14): Promise<Job> {
  await upstream.control({ connection: "eloqua", ...control });
  const place = { connectionId: upstream.idOf("eloqua"), objectName: "contact" };
  const { id } = await bench.submit(contacts(rows), place);
  return bench.until(id, ({ status }) => hasEnded(status) || status === "needs_decision");
}

async function rowsOf(job: Job, outcome: "failed" | "unknown" | "not_tried"): Promise<number[]> {
  const page = await bench.jobs.rows(job.id, { outcome });
  return (page?.rows ?? []).flatMap(({ row }) => row ?? []);
}

/** Compares every row's outcome with what is there. @returns the rows that are not confirmed */
async function expectTheTruth(job: Job): Promise<number[]> {
  await upstream.control({ connection: "eloqua", vendorDown: false });
  const there = (await upstream.records("eloqua", "contact")).map(({ C_EmailAddress }) => C_EmailAddress);
  const [failed, unknown, notTried] = await Promise.all([
    rowsOf(job, "failed"),
    rowsOf(job, "unknown"),
    rowsOf(job, "not_tried"),
  ]);
  for (let row = 1; row <= job.rows.total; row += 1) {
    const times = there.filter((address) => address === addressOf(row)).length;
    if (unknown.includes(row)) expect(times, `row ${row}`).toBeLessThanOrEqual(1);
    else expect(times, `row ${row}`).toBe(failed.includes(row) || notTried.includes(row) ? 0 : 1);
  }
  const { succeeded, total } = job.rows;
  expect(succeeded + failed.length + unknown.length + notTried.length).toBe(total);
  return unknown;
}

test.each([{}, ...otherWays, allAtOnce])("with %j every row is what the import says", async (control) => {
  const job = await load(control);
  expect(await expectTheTruth(job)).toEqual([]);
  expect(job.rows).toMatchObject({ succeeded: 12, failed: 2 });
  expect((await upstream.ledger()).uploads).toHaveLength(job.batches.length);
});

test("rows that failed for reasons that name neither field nor value are told by looking which are there", async () => {
  const control = { firstRowNum: 0, recordsCount: "without-failed" };
  await upstream.control({ connection: "sage200", ...control });
  const place = { connectionId: upstream.idOf("sage200"), objectName: "customers" };
  const rows = Array.from({ length: 9 }, (_, at) => `R${at},Customer ${at},${at === 4 ? "maybe" : "true"}\n`);
  const { id } = await bench.submit(`reference,name,on_hold\n${rows.join("")}`, place);
  const job = await bench.until(id, ({ status }) => hasEnded(status));
  expect(await rowsOf(job, "failed")).toEqual([5]);
});

test.each(failing)("with %j nothing is claimed that is not so", async (control) => {
  const job = await load(control);
  await expectTheTruth(job);
});

/** Looking goes on behind a question, and may find the job between two readings of its rows. */
async function standingStill(id: string): Promise<Job> {
  await bench.jobs.stop();
  const isAsked = (await bench.jobs.get(id))?.status === "needs_decision";
  if (!isAsked) bench.another().start();
  return bench.until(id, ({ status }) => hasEnded(status) || (isAsked && status === "needs_decision"));
}

/** What a job is found again by. */
const traces = otherWays.filter((way) => /^\{"(list|callback|jobId|status)/.test(JSON.stringify(way)));

test.each([{}, ...traces, allAtOnce])(
  "with %j and a lost reply the rows are sent once, and found or asked about",
  async (control) => {
    const { id } = await load({ ...control, dropReply: 1 });
    const job = await standingStill(id);
    await expectTheTruth(job);
    expect((await upstream.ledger()).uploads).toHaveLength(job.batches.length);
  },
);
