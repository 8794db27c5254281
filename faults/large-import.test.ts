import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ArrivedUpload, putTogether } from "../e2e/fixtures/start-sandbox";
import { checkInvariants } from "./fixtures/checker";
import type { Submission } from "./fixtures/client";
import { fileOf, objectOf } from "./fixtures/rows";
import { waitUntil } from "./fixtures/wait-until";
import { createWorld, type World } from "./fixtures/world";

const rows = 200_000;
const patienceMs = 240_000;

let world: World;
let arrived: () => Promise<ArrivedUpload[]>;
beforeAll(async () => {
  world = await createWorld();
  await world.program.start();
  await world.client.signIn();
});
beforeEach(async () => {
  arrived = await world.sandbox.uploadsFromNowOn();
});
afterAll(() => world.close());

interface Job {
  status: string;
  message: string | null;
  rows: Record<"total" | "succeeded" | "failed" | "unknown" | "notTried", number>;
  hold: { kind: string; number: number } | null;
  batches: { status: string; firstRow: number; lastRow: number }[];
}

async function submit(name: string, isRefused: (row: number) => boolean, parts = {}): Promise<Submission> {
  const { client, sandbox, submissions } = world;
  const submission = await client.submit({
    connectionId: sandbox.connections.find(({ key }) => key === "eloqua")?.id ?? "",
    objectName: objectOf.eloqua,
    content: fileOf("eloqua", name, rows, isRefused),
    fileName: `${name}.csv`,
    parts,
  });
  submissions.push(submission);
  return submission;
}

async function jobOf({ jobId }: Submission): Promise<Job> {
  return JSON.parse((await world.client.patiently("GET", `/api/jobs/${jobId}`)).text).job;
}

async function until(submission: Submission, isSo: (job: Job) => boolean, what: string): Promise<Job> {
  await waitUntil(async () => isSo(await jobOf(submission)), what, patienceMs);
  return jobOf(submission);
}

async function ask({ jobId }: Submission, what: string, hold?: number): Promise<void> {
  const { status, text } = await world.client.patiently("POST", `/api/jobs/${jobId}/${what}`, {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...(hold === undefined ? {} : { hold }) }),
  });
  expect([what, status, text]).toEqual([what, 200, expect.anything()]);
}

const isPaused = ({ status }: Job) => status === "paused";
const sizesOf = ({ batches }: Job) => batches.map(({ firstRow, lastRow }) => lastRow - firstRow + 1);

test("200,000 rows: ten first, then asked; paused, killed, gone on with: in the order of the file, each once, and row numbers are exact", async () => {
  const { sandbox, program } = world;
  const submission = await submit("large", (row) => row % 997 === 0, { askAfter: 10 });
  const asked = await until(submission, isPaused, "it asks after the first ten");
  expect(asked.rows).toMatchObject({ total: rows, succeeded: 10, notTried: rows - 10 });
  expect(await arrived()).toHaveLength(1);

  await ask(submission, "resume", asked.hold?.number);
  await until(submission, ({ batches }) => batches[3]?.status !== "planned", "the fourth part is sent");
  await ask(submission, "pause");
  const paused = await until(submission, isPaused, "it is paused");
  const before = (await arrived()).length;
  expect(before).toBeLessThan(paused.batches.length);
  await program.end("SIGKILL");
  await program.start();
  expect(await jobOf(submission)).toMatchObject({ status: "paused", rows: paused.rows });
  expect(await arrived()).toHaveLength(before);

  await ask(submission, "resume", paused.hold?.number);
  const ended = await until(submission, ({ status }) => status === "completed_with_failures", "it has ended");
  expect(sizesOf(ended)).toEqual([10, 1_000, ...Array.from({ length: 19 }, () => 10_000), 8_990]);
  const failed = Math.floor(rows / 997);
  expect(ended.rows).toMatchObject({ succeeded: rows - failed, failed, unknown: 0, notTried: 0 });
  expect((await putTogether(sandbox, await arrived())).equals(submission.content)).toBe(true);
  // Which rows failed, one by one, against the ledger.
  await checkInvariants(world);
});

test("200,000 rows that all fail for one reason: ten were sent, and the rest is dropped untouched", async () => {
  const submission = await submit("wrong", () => true);
  const stopped = await until(submission, ({ status }) => status === "stopped", "it has stopped by itself");
  expect(stopped.hold?.kind).toBe("breaker");
  expect(stopped.rows).toMatchObject({ failed: 10, notTried: rows - 10 });
  await ask(submission, "drop", stopped.hold?.number);
  const ended = await until(submission, ({ hold }) => hold === null, "the rest is dropped");
  expect(ended.status).toBe("stopped");
  expect(ended.rows).toMatchObject({ failed: 10, succeeded: 0, unknown: 0, notTried: rows - 10 });
  expect(await arrived()).toHaveLength(1);
});

test("200,000 rows cancelled while a part runs: what was not sent is not tried, and no row is called what it is not", async () => {
  const { sandbox } = world;
  const submission = await submit("cancelled", (row) => row % 997 === 0);
  await until(submission, ({ batches }) => batches[1]?.status === "completed", "two parts are done");
  await sandbox.control({ connection: "eloqua", recordsPerSecond: 200 });
  const isLargeOneRunning = ({ batches }: Job) =>
    batches.some(({ status, firstRow, lastRow }) => status === "running" && lastRow - firstRow > 1_000);
  await until(submission, isLargeOneRunning, "a large part runs");
  await ask(submission, "cancel");
  const ended = await until(submission, ({ status }) => status === "cancelled", "it is cancelled");
  const sent = (await arrived()).length;
  const tried = ended.batches[sent - 1]?.lastRow;
  expect(ended.rows.notTried).toBe(rows - (tried ?? 0));
  expect(ended.rows.unknown).toBeGreaterThan(0);
  await sandbox.control({ connection: "eloqua", recordsPerSecond: 0 });
  await checkInvariants(world);
});
