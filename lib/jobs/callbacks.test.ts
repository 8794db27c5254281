import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { Job } from "../api-contract/jobs";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { attemptIds, type Bench, csvOf } from "./engine-bench";
import { acceptedAs, completed, evidence } from "./fake-open-connectors";
import { isAsked } from "./question-bench";
import { lost } from "./upstream-answers";

let bench: Bench;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
});

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe("a callback that speaks of somebody else's job adopts nothing", () => {
  /** The first import arrived as job 1000, the second never did; no answer and no list tells. */
  async function twoLost() {
    bench.upstream.on.list = async () => [];
    bench.upstream.on.send = async (_upload, accept) => {
      if (bench.upstream.calls.send === 1) await accept();
      return lost;
    };
    // A bulk job is known to its own connection alone.
    const connectionId = randomUUID();
    const arrived = await bench.submit(csvOf(5), { connectionId });
    bench.jobs.start();
    await bench.until(arrived.id, isAsked);
    const other = await bench.submit(csvOf(5), { connectionId });
    await bench.until(other.id, isAsked);
    return { other, of: await markOf(other), arrived: await markOf(arrived) };
  }
  async function markOf({ id }: Job): Promise<string> {
    const row = await bench.database
      .selectFrom("attempts")
      .select("id")
      .where("job_id", "=", id)
      .executeTakeFirstOrThrow();
    return row.id;
  }
  /** Looked at once more, and again after what came has rested. */
  async function staysAsked({ id }: Job) {
    const { list } = bench.upstream.calls;
    await bench.until(id, () => bench.upstream.calls.list > list + 1);
    const { batches } = await bench.until(id, isAsked);
    expect(batches[0]?.bulkJobId).toBeNull();
  }

  test("because it was caught and sent to another address as well", async () => {
    const { other, of, arrived } = await twoLost();
    const body = bytesOf('{"id":"1000","status":"COMPLETED"}');
    await bench.jobs.callback(arrived, body, true);
    await bench.jobs.callback(of, body, true);
    await staysAsked(other);
  });

  test("because the list shows the job with another attempt's mark", async () => {
    const { other, of, arrived } = await twoLost();
    const item = {
      upstreamStatus: "COMPLETED",
      objectName: "customers",
      records: 5,
      createdAt: Date.now(),
    };
    bench.upstream.on.list = async () => [
      { ...item, id: "1000", text: JSON.stringify({ notification_url: `https://x.example/${arrived}` }) },
    ];
    await bench.jobs.callback(of, bytesOf('{"id":"1000","status":"COMPLETED"}'), true);
    await staysAsked(other);
  });

  test("because the job ended with another count of rows", async () => {
    const { other, of } = await twoLost();
    bench.upstream.on.status = async () => completed(4);
    await bench.jobs.callback(of, bytesOf('{"id":"1000","status":"COMPLETED"}'), true);
    await staysAsked(other);
  });

  test("and is refused when it carries another attempt's mark itself", async () => {
    const { of, arrived } = await twoLost();
    const body = bytesOf(JSON.stringify({ id: "1000", "callback-payload": { attempt: arrived } }));
    expect(await bench.jobs.callback(of, body, true)).toBe("other_job");
    expect(await bench.jobs.callback(arrived, body, true)).toBe("stored");
  });
});

describe("callbacks", () => {
  test("only cause a status call: a body that claims the end ends nothing", async () => {
    bench.upstream.on.status = async () => ({
      upstreamStatus: "RUNNING",
      state: "active",
      total: 1,
      failed: 0,
      message: null,
    });
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    await bench.until(job.id, ({ batches }) => batches[0]?.upstreamStatus === "RUNNING");
    const [attemptId = ""] = await attemptIds(bench);
    const { status } = bench.upstream.calls;
    const body = bytesOf('{"id":"1000","status":"COMPLETED","recordsCount":5,"recordsFailedCount":0}');
    const results = await Promise.all(
      Array.from({ length: 100 }, () => bench.jobs.callback(attemptId, body, true)),
    );
    expect(new Set(results)).toEqual(new Set(["stored"]));
    const still = await bench.until(job.id, () => bench.upstream.calls.status > status);
    expect(still.status).toBe("running");
    expect(await bench.database.selectFrom("callbacks").selectAll().execute()).toHaveLength(1);
  });

  test("pull a rare status call to now", async () => {
    await bench.jobs.stop();
    const slow = bench.another({
      followMs: { shortest: 600_000, longest: 600_000, idle: 600_000, idleAfter: 1e9 },
    });
    const job = await bench.submit(csvOf(5));
    slow.start();
    await bench.until(job.id, "running");
    const [attemptId = ""] = await attemptIds(bench);
    expect(bench.upstream.calls.status).toBe(0);
    await slow.callback(attemptId, bytesOf('{"id":"1000"}'), true);
    await bench.until(job.id, "completed");
  });

  test("that come while the status is being asked are not overlooked", async () => {
    await bench.jobs.stop();
    const rare = { shortest: 1, longest: 600_000, idle: 600_000, idleAfter: 0 };
    const slow = bench.another({ followMs: rare });
    const job = await bench.submit(csvOf(5));
    const running = {
      upstreamStatus: "RUNNING",
      state: "active",
      total: null,
      failed: null,
      message: null,
    } as const;
    let asked = 0;
    bench.upstream.on.status = async ({ status }) => {
      asked += 1;
      // The second answer is the last for 10 minutes, were it not for the callback that comes just before it.
      if (asked === 2)
        await slow.callback((await attemptIds(bench))[0] ?? "", bytesOf('{"id":"1000"}'), true);
      return asked > 2 ? status : running;
    };
    slow.start();
    await bench.until(job.id, "completed");
    expect(asked).toBe(3);
  });

  test("for another bulk job are refused, for an unknown attempt unknown; what is not JSON is a hint", async () => {
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    await bench.until(job.id, "completed");
    const [attemptId = ""] = await attemptIds(bench);
    expect(await bench.jobs.callback(attemptId, bytesOf('{"id":"1001"}'), true)).toBe("other_job");
    expect(await bench.jobs.callback("nobody", bytesOf("{}"), true)).toBe("unknown_attempt");
    expect(await bench.jobs.callback("a\0b", bytesOf("{}"), true)).toBe("unknown_attempt");
    expect(await bench.jobs.callback(attemptId, bytesOf("\0<html>"), true)).toBe("stored");
    expect((await bench.jobs.get(job.id))?.status).toBe("completed");
  });

  test("for an attempt that was taken as not sent raise the alarm", async () => {
    let tries = 0;
    bench.upstream.on.send = async (_upload, accept) => {
      tries += 1;
      if (tries > 1) return acceptedAs(await accept());
      return { kind: "not_sent", reason: "Nobody there.", evidence };
    };
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    await bench.until(job.id, "completed");
    const [first = ""] = await attemptIds(bench);
    expect(await bench.jobs.callback(first, bytesOf('{"id":"999"}'), true)).toBe("stored");
    const { events } = await bench.until(job.id, () => true);
    expect(events.find(({ kind }) => kind === "possible_duplicate")?.detail).toContain("999");
  });
});
