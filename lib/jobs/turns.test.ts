import { sql } from "kysely";
import { describe, expect, test, vi } from "vitest";
import { startSandbox } from "../../sandbox/server";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { UpstreamError } from "../open-connectors/errors";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { type Bench, csvOf } from "./engine-bench";
import { acceptedAs, completed } from "./fake-open-connectors";
import { defaultPace } from "./pace";
import { openEngine, openUpstream } from "./sandbox-bench";

describe("imports of one connection take turns", () => {
  let bench: Bench;
  restingBenchOfEachTest(createTestDatabase, (made) => {
    bench = made;
  });

  /** The first part that is taken never ends; those after it do at once. */
  function neverEndFirst(): void {
    bench.upstream.on.status = async (job) =>
      job === bench.upstream.accepted[0]
        ? { upstreamStatus: "RUNNING", state: "active", total: 0, failed: 0, message: null }
        : job.status;
  }

  test("one that makes no progress for long keeps the next one waiting no longer", async () => {
    neverEndFirst();
    const patient = bench.another();
    patient.start();
    const first = await bench.submit(csvOf(5), { connectionId: "1" });
    await bench.until(first.id, "running");
    const second = await bench.submit(csvOf(5), { connectionId: "1" });
    const waiting = await bench.until(second.id, ({ ahead }) => ahead !== null);
    expect(waiting.ahead?.job.id).toBe(first.id);
    await patient.stop();
    bench.another({ stuckMs: 1 }).start();
    await bench.until(second.id, "completed");
    expect((await bench.jobs.get(first.id))?.status).toBe("running");
  });

  test("one that had moved when it was asked last keeps the next one waiting until it is asked again, however long that is", async () => {
    neverEndFirst();
    const engine = bench.another();
    engine.start();
    const first = await bench.submit(csvOf(5), { connectionId: "1" });
    await bench.until(first.id, "running");
    await engine.stop();
    const hourAgo = sql<Date>`now() - interval '1 hour'`;
    await bench.database
      .updateTable("batches")
      .set({ progress_at: hourAgo, last_heard_at: hourAgo, next_action_at: sql`now() + interval '1 hour'` })
      .where("job_id", "=", first.id)
      .execute();
    bench.another().start();
    const second = await bench.submit(csvOf(5), { connectionId: "1" });
    expect((await bench.until(second.id, ({ ahead }) => ahead !== null)).ahead?.job.id).toBe(first.id);
    expect(bench.upstream.accepted).toHaveLength(1);
    await bench.database
      .updateTable("batches")
      .set({ last_heard_at: sql`now()` })
      .where("job_id", "=", first.id)
      .execute();
    await bench.until(second.id, "completed");
  });

  test("one that was taken and cannot be seen yet does not keep the next one waiting", async () => {
    bench.upstream.on.status = async (job) => {
      if (job !== bench.upstream.accepted[0]) return job.status;
      throw new UpstreamError("not_found", "There is no such job.", { status: 404 });
    };
    bench.another({ notVisibleMs: 60_000 }).start();
    const first = await bench.submit(csvOf(5), { connectionId: "1" });
    await bench.until(first.id, ({ message }) => message?.includes("cannot be seen") ?? false);
    const second = await bench.submit(csvOf(5), { connectionId: "1" });
    await bench.until(second.id, "completed");
    expect((await bench.jobs.get(first.id))?.status).toBe("running");
  });

  test("one that has ended upstream keeps nobody waiting while the list of its failed rows is slow to come", async () => {
    let give = (): void => undefined;
    const given = new Promise<void>((resolve) => {
      give = resolve;
    });
    bench.upstream.on.errors = async (job) => {
      if (job === bench.upstream.accepted[0]) await given;
      return [];
    };
    bench.upstream.on.send = async (_upload, accept) => {
      const job = await accept();
      // Without a count the list alone tells.
      job.status = { ...completed(job.records), failed: null };
      return acceptedAs(job);
    };
    bench.jobs.start();
    const first = await bench.submit(csvOf(5), { connectionId: "1" });
    await vi.waitUntil(() => bench.upstream.calls.errors > 0, { timeout: 20_000 });
    const second = await bench.submit(csvOf(5), { connectionId: "1" });
    await bench.until(second.id, "completed");
    expect((await bench.jobs.get(first.id))?.status).toBe("running");
    give();
    await bench.until(first.id, "completed");
  });

  test("one that has ended upstream keeps nobody waiting while its failed rows cannot be read", async () => {
    bench.upstream.on.send = async (_upload, accept) => {
      const job = await accept();
      if (bench.upstream.accepted.length === 1) job.status = completed(job.records, 1);
      return acceptedAs(job);
    };
    bench.upstream.on.errors = async (job) => {
      if (job !== bench.upstream.accepted[0]) return [];
      throw new UpstreamError("fault", "Open Connectors cannot say.", { status: 500 });
    };
    bench.jobs.start();
    const first = await bench.submit(csvOf(5), { connectionId: "1" });
    await bench.until(first.id, ({ message }) => message?.includes("which rows failed") ?? false);
    const second = await bench.submit(csvOf(5), { connectionId: "1" });
    expect((await bench.until(second.id, "completed")).ahead).toBeNull();
    expect((await bench.jobs.get(first.id))?.status).toBe("running");
  });
});

test("imports of several parts that stood behind each other during a fault have all ended within a minute after it, without a callback", {
  timeout: 120_000,
}, async () => {
  const upstream = await openUpstream(startSandbox);
  await upstream.control({ connection: "eloqua", callback: false });
  await upstream.control({ uploadStatus: { status: 503, when: "before", times: 6 } });
  const { bench, close } = await openEngine(upstream, await createTestDatabase(), defaultPace);
  try {
    const csv = (name: string) =>
      `C_EmailAddress,C_FirstName\n${Array.from({ length: 120 }, (_, at) => `${name}.${at}@example.com,Zoë\n`).join("")}`;
    const imports = await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        bench.submit(csv(`import-${at}`), { connectionId: upstream.idOf("eloqua"), objectName: "contact" }),
      ),
    );
    const isOver = async () =>
      (await Promise.all(imports.map(({ id }) => bench.jobs.get(id)))).every(
        (job) => job?.status === "completed",
      );
    await expect.poll(isOver, { timeout: 60_000, interval: 250 }).toBe(true);
    expect((await upstream.ledger()).uploads.filter(({ id }) => id !== null)).toHaveLength(12);
  } finally {
    await close();
    await upstream.close();
  }
});
