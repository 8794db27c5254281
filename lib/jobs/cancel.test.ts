import { describe, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { Control } from "../api-contract/controls";
import type { Job } from "../api-contract/jobs";
import { UpstreamError } from "../open-connectors/errors";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { control, isAt, kindsOf, statusesOf } from "./control-bench";
import { type Bench, csvOf } from "./engine-bench";
import { acceptedAs, evidence } from "./fake-open-connectors";
import { atWork, keepRunning } from "./upstream-answers";

let bench: Bench;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
});

const ask = (job: Pick<Job, "id">, ...what: [Control, number?]) => control(bench, job, ...what);

describe("cancel", () => {
  test("before anything was sent: nothing is, and every row is not tried", async () => {
    const job = await bench.submit(csvOf(150));
    const cancelled = await ask(job, "cancel");
    expect(cancelled).toMatchObject({
      status: "cancelled",
      cancelledBy: "Ben Ward",
      can: [],
      rows: { notTried: 150 },
    });
    expect(cancelled.endedAt).not.toBeNull();
    expect(await ask(job, "cancel")).toMatchObject({ status: "cancelled" });
    bench.jobs.start();
    const other = await bench.submit(csvOf(1));
    await bench.until(other.id, "completed");
    expect(bench.upstream.accepted).toHaveLength(1);
  });

  test("while a part runs: the upstream is asked once to stop it, what was not sent is not tried, what it did stays", async () => {
    keepRunning(bench.upstream);
    const job = await bench.submit(csvOf(1_500));
    bench.jobs.start();
    await bench.until(job.id, isAt(0, "running"));
    expect(await ask(job, "cancel")).toMatchObject({ status: "cancelling" });
    const ended = await bench.until(job.id, "cancelled");
    expect(statusesOf(ended)).toEqual(["cancelled", "dropped", "dropped"]);
    expect(ended.rows).toMatchObject({ unknown: 10, notTried: 1_490 });
    expect(bench.upstream.calls.cancel).toBe(1);
    expect(kindsOf(ended)).toEqual(expect.arrayContaining(["cancel_asked", "stop_asked"]));
  });

  test("that the upstream does not know goes on to the part's end, and the job says what came of it", async () => {
    const parts = keepRunning(bench.upstream);
    bench.upstream.on.cancel = async () => {
      throw new UpstreamError("refused", "Open Connectors refused to cancel it.", { status: 405 });
    };
    const job = await bench.submit(csvOf(150));
    bench.jobs.start();
    await bench.until(job.id, isAt(0, "running"));
    await ask(job, "cancel");
    const told = await bench.until(job.id, (now) => kindsOf(now).includes("stop_refused"));
    expect(told.status).toBe("cancelling");
    parts.let();
    const ended = await bench.until(job.id, "cancelled");
    expect(ended.rows).toMatchObject({ succeeded: 10, notTried: 140 });
    expect(bench.upstream.calls.cancel).toBe(1);
  });

  test("that the upstream ignores ends as the upstream says", async () => {
    const parts = keepRunning(bench.upstream);
    bench.upstream.on.cancel = async (job) => atWork(job);
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    await bench.until(job.id, isAt(0, "running"));
    await ask(job, "cancel");
    parts.let();
    expect((await bench.until(job.id, "completed")).rows).toMatchObject({ succeeded: 5 });
  });

  test("is asked for again while the upstream cannot be reached", async () => {
    keepRunning(bench.upstream);
    const { cancel } = bench.upstream.on;
    bench.upstream.on.cancel = async (job) => {
      if (bench.upstream.calls.cancel < 3) throw new UpstreamError("unreachable", "Nobody there.");
      return cancel(job);
    };
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    await bench.until(job.id, isAt(0, "running"));
    await ask(job, "cancel");
    await bench.until(job.id, "cancelled");
    expect(bench.upstream.calls.cancel).toBe(3);
  });

  test("between the attempt being written down and its first byte: no byte leaves", async () => {
    const { sendBulk } = bench.upstream.openConnectors;
    bench.upstream.openConnectors.sendBulk = async (upload) => {
      await ask(job, "cancel");
      return sendBulk(upload);
    };
    const job = await bench.submit(csvOf(150));
    bench.jobs.start();
    const ended = await bench.until(job.id, "cancelled");
    expect(statusesOf(ended)).toEqual(["dropped", "dropped"]);
    expect(ended.rows.notTried).toBe(150);
    expect(kindsOf(ended)).toContain("withdrawn");
    expect(bench.upstream.accepted).toHaveLength(0);
  });

  test("while the answer of a POST is on its way: it is taken, then stopped", async () => {
    keepRunning(bench.upstream);
    bench.upstream.on.send = async (_upload, accept) => {
      const taken = await accept();
      await ask(job, "cancel");
      return acceptedAs(taken);
    };
    const job = await bench.submit(csvOf(150));
    bench.jobs.start();
    const ended = await bench.until(job.id, "cancelled");
    expect(statusesOf(ended)).toEqual(["cancelled", "dropped"]);
    expect(ended.batches[0]?.bulkJobId).toBe("1000");
  });

  test("while nobody knows whether a part arrived: the question stays, and what is found later is stopped", async () => {
    keepRunning(bench.upstream);
    const { list } = bench.upstream.on;
    bench.upstream.on.list = async () => [];
    bench.upstream.on.send = async (_upload, accept) => {
      await accept();
      return { kind: "unknown", reason: "The connection broke.", evidence };
    };
    const job = await bench.submit(csvOf(150));
    bench.another({ askAfterMs: 2_000 }).start();
    await bench.until(job.id, (now) => kindsOf(now).includes("unknown"));
    await ask(job, "cancel");
    const asked = await bench.until(job.id, "needs_decision");
    expect(statusesOf(asked)).toEqual(["needs_decision", "dropped"]);
    expect(asked.rows).toMatchObject({ unknown: 10, notTried: 140 });
    bench.upstream.on.list = list;
    expect(statusesOf(await bench.until(job.id, "cancelled"))).toEqual(["cancelled", "dropped"]);
    expect(bench.upstream.calls.send).toBe(1);
  });
});
