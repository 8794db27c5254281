import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { stopPatienceMs } from "../../scripts/launch/ending.mjs";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { nextDueMs } from "./claim";
import { type Bench, csvOf, homeUrl } from "./engine-bench";
import { acceptedAs, completed, failure } from "./fake-open-connectors";
import { defaultPace } from "./pace";

let bench: Bench;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
});

const kinds = async (jobId: string) => {
  const events = await bench.database
    .selectFrom("audit_events")
    .select("kind")
    .where("job_id", "=", jobId)
    .orderBy("id")
    .execute();
  return events.map(({ kind }) => kind);
};

describe("a job that goes well", () => {
  test("10 rows: one POST with the staged bytes, both markers, and 10 of 10 succeeded", async () => {
    const job = await bench.submit(csvOf(10), { metaData: { action: "create" } });
    bench.jobs.start();
    const ended = await bench.until(job.id, "completed");
    expect(ended.rows).toEqual({
      total: 10,
      succeeded: 10,
      failed: 0,
      unknown: 0,
      notTried: 0,
      keptBack: 0,
      excluded: 0,
    });
    expect(ended.batches).toMatchObject([
      {
        index: 0,
        bulkJobId: "1000",
        status: "completed",
        upstreamStatus: "COMPLETED",
        firstRow: 1,
        lastRow: 10,
      },
    ]);
    expect(ended).toMatchObject({ message: null, number: 1 });
    expect(ended.endedAt).not.toBeNull();
    expect(ended.lastHeardAt).not.toBeNull();
    expect(bench.upstream.calls.send).toBe(1);
    const [sent] = bench.upstream.accepted;
    expect(sent?.body.toString()).toBe(csvOf(10));
    expect(sent?.callbackUrl).toBe(`https://imports.example.com/api/callbacks/bulk/${sent?.attemptId}`);
    expect(sent?.attemptId).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(sent?.metaData).toEqual({ action: "create", "callback-payload": { attempt: sent?.attemptId } });
    expect(await kinds(job.id)).toEqual(["submitted", "intended", "started", "accepted", "completed"]);
  });

  test("2,500 rows ramp 10, 1,000, 1,490, one after the other, and put together they are the staged file", async () => {
    let atOnce = 0;
    bench.upstream.on.send = async (_upload, accept) => {
      atOnce += 1;
      expect(atOnce).toBe(1);
      return acceptedAs(await accept());
    };
    bench.upstream.on.status = async (job) => {
      atOnce = 0;
      return job.status;
    };
    const csv = csvOf(2500);
    const job = await bench.submit(csv);
    bench.jobs.start();
    const ended = await bench.until(job.id, "completed");
    expect(ended.rows).toMatchObject({ total: 2500, succeeded: 2500 });
    const { accepted } = bench.upstream;
    expect(accepted.map(({ records }) => records)).toEqual([10, 1000, 1490]);
    const header = "name,email\n".length;
    const together = Buffer.concat([
      accepted[0]?.body.subarray(0, header) ?? Buffer.alloc(0),
      ...accepted.map(({ body }) => body.subarray(header)),
    ]);
    expect(createHash("sha256").update(together).digest("hex")).toBe(job.sha256);
  });

  test("intended and started are committed before the first byte, with what is needed to find it again", async () => {
    bench.upstream.on.send = async (_upload, accept) => {
      const [attempt] = await bench.database.selectFrom("attempts").selectAll().execute();
      expect(attempt).toMatchObject({ status: "started", number: 1 });
      expect(attempt?.evidence).toMatchObject({
        firstRow: 1,
        lastRow: 3,
        byteStart: 11,
        upstreamUrl: homeUrl,
        connectionId: "1",
        objectName: "customers",
      });
      return acceptedAs(await accept());
    };
    const job = await bench.submit(csvOf(3), { connectionId: "1" });
    bench.jobs.start();
    await bench.until(job.id, "completed");
    const [attempt] = await bench.database.selectFrom("attempts").selectAll().execute();
    expect(attempt).toMatchObject({
      status: "accepted",
      evidence: { httpStatus: 200, answer: { bulkJobId: "1000" } },
    });
  });
});

describe("what holds back the rest", () => {
  test("ten equal failures stop the job: the other rows are untouched", async () => {
    bench.upstream.on.send = async (_upload, accept) => {
      const job = await accept();
      job.status = completed(job.records, job.records);
      job.errors = Array.from({ length: job.records }, (_, at) =>
        failure(at + 1, `Bank "B${at}" is unknown`),
      );
      return acceptedAs(job);
    };
    const job = await bench.submit(csvOf(1000));
    bench.jobs.start();
    const ended = await bench.until(job.id, "stopped");
    expect(ended.message).toContain("Stopped after 10 equal failures; 990 rows untouched.");
    expect(ended.rows).toMatchObject({ failed: 10, succeeded: 0, notTried: 990 });
    expect(bench.upstream.calls.send).toBe(1);
  });

  test("different failures do not", async () => {
    bench.upstream.on.send = async (_upload, accept) => {
      const job = await accept();
      if (job.records > 10) return acceptedAs(job);
      job.status = completed(10, 10);
      job.errors = Array.from({ length: 10 }, (_, at) => failure(at + 1, at % 2 ? "too long" : "not a date"));
      return acceptedAs(job);
    };
    const job = await bench.submit(csvOf(1000));
    bench.jobs.start();
    const ended = await bench.until(job.id, "completed_with_failures");
    expect(ended.rows).toMatchObject({ failed: 10, succeeded: 990 });
  });

  test("jobs of one connection take turns, batch by batch, and other connections do not wait", async () => {
    const order: string[] = [];
    bench.upstream.on.send = async (upload, accept) => {
      order.push(`${upload.connectionId}/${upload.fileName}`);
      return acceptedAs(await accept());
    };
    const large = await bench.submit(csvOf(12_500), { connectionId: "1", fileName: "large" });
    const small = await bench.submit(csvOf(5), { connectionId: "1", fileName: "small" });
    const other = await bench.submit(csvOf(5), { connectionId: "2", fileName: "other" });
    bench.jobs.start();
    await Promise.all([large, small, other].map(({ id }) => bench.until(id, "completed")));
    expect(order.filter((name) => name.startsWith("1/"))).toEqual([
      "1/large",
      "1/small",
      "1/large",
      "1/large",
      "1/large",
    ]);
  });
});

test("two engines on one database send each batch once", async () => {
  const second = bench.another();
  const jobs = await Promise.all(
    Array.from({ length: 8 }, (_, at) => bench.submit(csvOf(150), { connectionId: `c${at % 4}` })),
  );
  bench.jobs.start();
  second.start();
  for (const { id } of jobs) await bench.until(id, "completed");
  const { accepted, calls } = bench.upstream;
  expect(accepted).toHaveLength(16);
  expect(calls.send).toBe(16);
  expect(new Set(accepted.map(({ attemptId }) => attemptId)).size).toBe(16);
  const attempts = await bench.database
    .selectFrom("attempts")
    .select(["job_id", "batch_index", "number"])
    .execute();
  expect(attempts.every(({ number }) => number === 1)).toBe(true);
});

test("when all jobs have ended nothing is due, so nobody is asked anything", async () => {
  const job = await bench.submit(csvOf(1));
  expect(await nextDueMs(bench.database)).not.toBeNull();
  bench.jobs.start();
  await bench.until(job.id, "completed");
  expect(await nextDueMs(bench.database)).toBeNull();
});

test("the stated pace: looks within a minute, status calls from half a second to 60 s, retries from 1 s to 20 s, a refused token each half minute, and after a long fault all of them more rarely", () => {
  expect(defaultPace).toMatchObject({
    looksMs: [2_000, 5_000, 10_000, 20_000, 30_000, 45_000],
    askAfterMs: 60_000,
    followMs: { shortest: 500, longest: 60_000, idle: 900_000 },
    retryMs: { shortest: 1_000, longest: 20_000, rare: 300_000 },
    connectionCheckMs: { shortest: 30_000, longest: 30_000, rare: 900_000 },
    batches: { wholeUpTo: 100, sizes: [10, 1_000, 10_000] },
  });
});

test("a start has more patience with its end than the engine has with what is being sent", () => {
  expect(stopPatienceMs).toBeGreaterThan(defaultPace.stopMs * 1.1 + 5_000);
});

test("the staged file stays as it was", async () => {
  const job = await bench.submit(csvOf(30));
  const { upload_id } = await bench.database.selectFrom("jobs").select("upload_id").executeTakeFirstOrThrow();
  bench.jobs.start();
  await bench.until(job.id, "completed");
  expect((await readFile(bench.uploads.pathOf(upload_id))).toString()).toBe(csvOf(30));
});
