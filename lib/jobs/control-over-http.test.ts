import { describe, expect, test } from "vitest";
import type { Control } from "../api-contract/controls";
import type { Job } from "../api-contract/jobs";
import { type Bench, quickPace } from "./engine-bench";
import { httpBenchOfEachTest } from "./http-bench";
import type { Upstream } from "./sandbox-bench";

let bench: Bench;
let upstream: Upstream;
httpBenchOfEachTest(
  (...opened) => {
    [bench, upstream] = opened;
  },
  // What the upstream asks to wait is long enough to be seen.
  { retryMs: { ...quickPace.retryMs, longestWait: 10_000 } },
);

const contacts = (records: number, email = (row: number) => `c${row}@control.example.com`) =>
  `C_EmailAddress,C_FirstName\n${Array.from({ length: records }, (_, at) => `${email(at + 1)},Row ${at + 1}\n`).join("")}`;
const submit = (csv: string, more: Parameters<Bench["submit"]>[1] = {}) =>
  bench.submit(csv, { connectionId: upstream.idOf("eloqua"), objectName: "contact", ...more });
const ask = (job: Pick<Job, "id">, control: Control, hold?: number) =>
  bench.jobs.control(job.id, { control, hold }, { id: "person-2", name: "Ben Ward" });
const created = async () =>
  (await upstream.records("eloqua", "contact"))
    .map((record) => String(record.C_EmailAddress))
    .filter((email) => email.endsWith("@control.example.com"));
const sent = async () => (await upstream.ledger()).uploads.length;

describe("against a stand-in over HTTP", () => {
  test("2,500 rows in parts, with a pause: in the order of the file, each once, and row numbers are exact", async () => {
    const wrong = (row: number) => (row % 500 === 0 ? "" : `c${row}@control.example.com`);
    const job = await submit(contacts(2_500, wrong), { parts: { askAfter: 10, most: 700 } });
    const asked = await bench.until(job.id, "paused");
    expect(asked.rows).toMatchObject({ succeeded: 10, notTried: 2_490 });
    expect(await created()).toHaveLength(10);
    // Slow enough for the part to be seen while it runs.
    await upstream.control({ connection: "eloqua", recordsPerSecond: 100 });
    await ask(job, "resume", asked.hold?.number);
    await bench.until(job.id, ({ batches }) => batches[1]?.status === "running");
    await ask(job, "pause");
    await upstream.control({ connection: "eloqua", recordsPerSecond: 0 });
    const paused = await bench.until(job.id, "paused");
    const before = await sent();
    expect(before).toBeLessThan(5);
    await ask(job, "resume", paused.hold?.number);
    const ended = await bench.until(job.id, "completed_with_failures");
    expect(ended.batches.map(({ firstRow, lastRow }) => lastRow - firstRow + 1)).toEqual([
      10, 700, 700, 700, 390,
    ]);
    expect(ended.rows).toMatchObject({ succeeded: 2_495, failed: 5, unknown: 0, notTried: 0 });
    const failed = await bench.jobs.rows(job.id, { outcome: "failed" });
    expect(failed?.rows.map(({ row }) => row)).toEqual([500, 1_000, 1_500, 2_000, 2_500]);
    const emails = await created();
    expect(new Set(emails).size).toBe(2_495);
    expect(emails).toHaveLength(2_495);
    expect(await sent()).toBe(5);
  }, 60_000);

  test("a job that runs is cancelled where it stands: what is created stays, and no row is called what it is not", async () => {
    await upstream.control({ connection: "eloqua", recordsPerSecond: 40 });
    const job = await submit(contacts(1_500));
    await bench.until(job.id, ({ batches }) => (batches[1]?.processed ?? 0) > 3);
    const cancelling = await ask(job, "cancel");
    expect(cancelling.status).toBe("cancelling");
    const ended = await bench.until(job.id, "cancelled");
    expect(ended.rows).toMatchObject({ succeeded: 10, failed: 0, unknown: 1_000, notTried: 490 });
    const emails = await created();
    expect(emails.length).toBeGreaterThan(13);
    expect(emails.length).toBeLessThan(1_010);
    expect(await sent()).toBe(2);
  }, 60_000);

  test("a token that is refused holds every import of its connection after one POST, and they go on when it works", async () => {
    await upstream.control({
      rules: [{ connection: "eloqua", times: null, answer: { status: 401 } }],
    });
    const first = await submit(contacts(150));
    const second = await submit(contacts(5, (row) => `d${row}@control.example.com`));
    const held = await bench.until(first.id, "paused");
    expect(held.connectionHold).toMatchObject({ kind: "unauthorized" });
    expect((await bench.until(second.id, "paused")).rows).toMatchObject({ notTried: 5 });
    expect(held.rows).toMatchObject({ notTried: 150, failed: 0 });
    const attempts = await bench.database.selectFrom("attempts").select("status").execute();
    expect(attempts).toEqual([{ status: "refused" }]);
    await upstream.control({ reset: true });
    for (const { id } of [first, second]) await bench.until(id, "completed");
    expect(await created()).toHaveLength(155);
    expect((await bench.jobs.get(first.id))?.connectionHold).toBeNull();
  }, 60_000);

  test("429 with Retry-After puts off the whole connection, and no import of it is sent before", async () => {
    await upstream.control({
      rules: [
        {
          connection: "eloqua",
          method: "POST",
          path: "/bulk/*",
          answer: { status: 429, retryAfter: { seconds: 4 } },
        },
      ],
    });
    const first = await submit(contacts(5));
    const held = await bench.until(first.id, ({ connectionHold }) => connectionHold !== null);
    expect(held.connectionHold?.kind).toBe("throttled");
    const second = await submit(contacts(5, (row) => `d${row}@control.example.com`));
    const until = Date.parse(held.connectionHold?.until ?? "");
    for (const { id } of [first, second]) await bench.until(id, "completed");
    const starts = await bench.database
      .selectFrom("attempts")
      .select("started_at")
      .where("status", "=", "accepted")
      .execute();
    for (const { started_at } of starts) expect(started_at?.getTime()).toBeGreaterThanOrEqual(until);
    expect(await created()).toHaveLength(10);
  }, 60_000);

  test("an import that waits says behind which one, and how long from what was measured", async () => {
    await upstream.control({ connection: "eloqua", recordsPerSecond: 40 });
    const large = await submit(contacts(1_500));
    const isWorkedOn = ({ batches }: Job) => (batches[1]?.processed ?? 0) > 20;
    const moving = await bench.until(large.id, isWorkedOn);
    const small = await submit(contacts(5, (row) => `d${row}@control.example.com`));
    const waiting = await bench.until(small.id, ({ ahead }) => ahead !== null);
    expect(waiting.ahead).toMatchObject({ job: { id: large.id, number: large.number }, others: 0 });
    // About 980 rows at 40 a second.
    expect(waiting.ahead?.wait?.highMs).toBeGreaterThan(15_000);
    expect(waiting.ahead?.wait?.lowMs).toBeLessThan(40_000);
    expect(moving.timeLeft?.highMs).toBeGreaterThan(moving.timeLeft?.lowMs ?? Number.POSITIVE_INFINITY);
    await upstream.control({ connection: "eloqua", recordsPerSecond: 0 });
    await ask(large, "cancel");
    await bench.until(small.id, "completed");
  }, 60_000);
});
