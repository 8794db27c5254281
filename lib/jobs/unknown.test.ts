import { describe, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { Job } from "../api-contract/jobs";
import { UpstreamError } from "../open-connectors/errors";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { attemptIds, type Bench, csvOf } from "./engine-bench";
import { type Accepted, acceptedAs } from "./fake-open-connectors";
import { isAsked } from "./question-bench";
import { lost } from "./upstream-answers";

let bench: Bench;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
});

/** Looks in milliseconds and asks late, so that a slow machine looks before it asks. */
const patient = { askAfterMs: 20_000 };
/** As `patient`, where the question is waited for. */
const unhurried = { askAfterMs: 2_000 };
const bytesOf = (text: string) => new TextEncoder().encode(text);
const eventsOf = ({ events }: Job) => events.map(({ kind }) => kind);

describe("an answer that was lost", () => {
  test("the upstream has the job: found by its mark, followed, and never sent twice", async () => {
    bench.upstream.on.send = async (_upload, accept) => {
      await accept();
      return lost;
    };
    const job = await bench.submit(csvOf(5));
    bench.another(patient).start();
    const ended = await bench.until(job.id, "completed");
    expect(ended.rows.succeeded).toBe(5);
    expect(ended.batches[0]?.bulkJobId).toBe("1000");
    expect(eventsOf(ended)).toEqual(["submitted", "started", "unknown", "adopted", "completed"]);
    expect(bench.upstream.calls.send).toBe(1);
  });

  test("the upstream never had it: a person is asked, with the evidence, and it is not sent again", async () => {
    bench.upstream.on.send = async () => lost;
    bench.upstream.on.list = async () => [
      {
        id: "77",
        upstreamStatus: "RUNNING",
        objectName: "customers",
        records: 5,
        createdAt: Date.now(),
        text: "{}",
      },
      { id: "3", upstreamStatus: "COMPLETED", objectName: "customers", records: 5, createdAt: 1, text: "{}" },
      {
        id: "88",
        upstreamStatus: "RUNNING",
        objectName: "customers",
        records: 11,
        createdAt: Date.now(),
        text: "{}",
      },
    ];
    const job = await bench.submit(csvOf(200));
    bench.another(unhurried).start();
    const asked = await bench.until(job.id, isAsked);
    expect(asked.rows).toMatchObject({ total: 200, unknown: 10, notTried: 190, succeeded: 0, failed: 0 });
    expect(asked.message).toContain("does not send it again by itself");
    expect(asked.message).toContain("77");
    expect(asked.message).toContain("1 job without one that could be it: 77.");
    expect(asked.endedAt).toBeNull();
    expect(bench.upstream.calls.send).toBe(1);
    expect((await bench.jobs.list({ show: "needs_you" }, { id: "x" })).jobs.map(({ id }) => id)).toEqual([
      job.id,
    ]);
    const page = await bench.jobs.rows(job.id, { outcome: "unknown" });
    expect(page?.rows.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(page?.rows[0]?.reason).toMatch(/^Whether .* arrived is not known\./);
  });

  test("looking goes on behind the question and adopts what turns up late", async () => {
    let job: Accepted | undefined;
    bench.upstream.on.send = async (_upload, accept) => {
      job = await accept();
      return lost;
    };
    const { list } = bench.upstream.on;
    bench.upstream.on.list = async () => [];
    const submitted = await bench.submit(csvOf(5));
    bench.jobs.start();
    await bench.until(submitted.id, isAsked);
    bench.upstream.on.list = list;
    const ended = await bench.until(submitted.id, "completed");
    expect(ended.batches[0]?.bulkJobId).toBe(job?.bulkJobId);
    expect(ended.message).toBeNull();
    expect(bench.upstream.calls.send).toBe(1);
  });

  test("a list that cannot be read or that hangs does not keep the question from being asked", async () => {
    bench.upstream.on.send = async () => lost;
    const answers = [
      async () =>
        Promise.reject(new UpstreamError("fault", "Open Connectors has a fault (500).", { status: 500 })),
      () => new Promise<never>(() => undefined),
    ];
    bench.jobs.start();
    for (const answer of answers) {
      bench.upstream.on.list = answer;
      const job = await bench.submit(csvOf(5));
      const asked = await bench.until(job.id, isAsked);
      expect(asked.message).toContain("Open Connectors did not show its list of jobs");
    }
  });

  test("a part that was taken is not offered as what became of another", async () => {
    const first = await bench.submit(csvOf(5), { connectionId: "1" });
    bench.another(unhurried).start();
    const done = await bench.until(first.id, "completed");
    bench.upstream.on.send = async () => lost;
    const second = await bench.submit(csvOf(5), { connectionId: "1" });
    const asked = await bench.until(second.id, isAsked);
    expect(done.batches[0]?.bulkJobId).toBe("1000");
    expect(bench.upstream.calls.list).toBeGreaterThan(0);
    expect(asked.message).toContain("Open Connectors lists no job that could be it");
  });

  test("two upstream jobs with the same mark: one is followed, and the alarm is raised", async () => {
    bench.upstream.on.send = async (_upload, accept) => {
      await accept();
      await accept();
      return lost;
    };
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    const ended = await bench.until(job.id, "completed");
    expect(eventsOf(ended)).toContain("possible_duplicate");
    expect(bench.warnings.join()).toContain("possible duplicate");
  });

  test("a callback names the job that the list does not show: adopted once the upstream knows it", async () => {
    bench.upstream.on.send = async (_upload, accept) => {
      await accept();
      return lost;
    };
    bench.upstream.on.list = async () => [];
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    await bench.until(job.id, isAsked);
    const [attemptId = ""] = await attemptIds(bench);
    expect(await bench.jobs.callback(attemptId, bytesOf('{"id":"999999","status":"COMPLETED"}'), false)).toBe(
      "stored",
    );
    expect(await bench.jobs.callback(attemptId, bytesOf('{"id":1000,"status":"ERROR"}'), false)).toBe(
      "stored",
    );
    const ended = await bench.until(job.id, "completed");
    expect(ended.batches[0]).toMatchObject({ bulkJobId: "1000", upstreamStatus: "COMPLETED" });
  });
});

test("a part that is being looked for keeps its own import waiting, and no other one of its connection", async () => {
  let isFirst = true;
  bench.upstream.on.send = async (_upload, accept) => {
    if (!isFirst) return acceptedAs(await accept());
    isFirst = false;
    return lost;
  };
  const connectionId = "one-connection";
  const first = await bench.submit(csvOf(150), { connectionId });
  bench.another({ askAfterMs: 60_000, looksMs: [50_000] }).start();
  await bench.until(first.id, (job) => eventsOf(job).includes("unknown"));
  const second = await bench.submit(csvOf(5), { connectionId });
  await bench.until(second.id, "completed");
  expect((await bench.jobs.get(first.id))?.batches.map(({ status }) => status)).toEqual([
    "unknown",
    "planned",
  ]);
});

test("a stop waits for what is being sent, then cuts it off and says that its arrival is not known", async () => {
  const sending = bench.another({ stopMs: 2_000 });
  bench.upstream.on.send = (upload) =>
    new Promise((resolve) => upload.signal?.addEventListener("abort", () => resolve(lost)));
  const job = await bench.submit(csvOf(5));
  sending.start();
  await bench.until(job.id, ({ batches }) => batches[0]?.status === "started");
  await sending.stop();
  expect((await bench.jobs.get(job.id))?.batches[0]?.status).toBe("unknown");
});
