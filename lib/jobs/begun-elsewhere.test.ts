import { describe, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { Job } from "../api-contract/jobs";
import type { BulkStatus } from "../open-connectors/bulk-jobs";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { type Bench, csvOf, homeUrl } from "./engine-bench";
import { evidence } from "./fake-open-connectors";
import type { Jobs } from "./jobs";

let bench: Bench;
let away: Jobs;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
  away = made.another({}, "https://other.example.com/elements/api-v2");
});

const words = "This import was begun on another Open Connectors address";
const isHeld = ({ message }: Job) => message?.includes(words) ?? false;
const running: BulkStatus = {
  upstreamStatus: "RUNNING",
  state: "active",
  total: 2,
  failed: 0,
  message: null,
};
const goHome = async () => {
  await away.stop();
  bench.another().start();
};

describe("a job begun on another Open Connectors address", () => {
  test("is not sent: it says so, its rows are not tried, and it goes on at the first address", async () => {
    const job = await bench.submit(csvOf(5));
    away.start();
    const held = await bench.until(job.id, isHeld);
    expect(held).toMatchObject({ status: "queued", rows: { notTried: 5 } });
    expect(held.message).toContain(homeUrl);
    expect(held.message).toContain("https://other.example.com/elements/api-v2");
    expect(Object.values(bench.upstream.calls).every((calls) => calls === 0)).toBe(true);
    await goHome();
    const ended = await bench.until(job.id, "completed");
    expect(ended.message).toBeNull();
    expect(ended.events.filter(({ kind }) => kind === "held")).toHaveLength(1);
  });

  test("is not followed: no status is asked for there", async () => {
    bench.upstream.on.status = async () => running;
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    await bench.until(job.id, ({ batches }) => batches[0]?.upstreamStatus === "RUNNING");
    await bench.jobs.stop();
    const { status } = bench.upstream.calls;
    away.start();
    expect((await bench.until(job.id, isHeld)).status).toBe("running");
    expect(bench.upstream.calls.status).toBe(status);
    bench.upstream.on.status = async (accepted) => accepted.status;
    await goHome();
    expect((await bench.until(job.id, "completed")).message).toBeNull();
  });

  test("is not looked for: a person is asked, its rows are unknown, and it is found at the first address", async () => {
    bench.upstream.on.send = async (_upload, accept) => {
      await accept();
      return { kind: "unknown", reason: "The connection broke.", evidence };
    };
    const { list } = bench.upstream.on;
    bench.upstream.on.list = async () => [];
    const job = await bench.submit(csvOf(5));
    const home = bench.another({ askAfterMs: 2_000 });
    home.start();
    await bench.until(job.id, ({ events }) => events.some(({ kind }) => kind === "unknown"));
    await home.stop();
    bench.upstream.on.list = list;
    const { list: looks } = bench.upstream.calls;
    away.start();
    const asked = await bench.until(job.id, (now) => now.status === "needs_decision" && isHeld(now));
    expect(asked.rows.unknown).toBe(5);
    expect(asked.message).toContain("does not send it again by itself");
    expect(bench.upstream.calls.list).toBe(looks);
    await goHome();
    const ended = await bench.until(job.id, "completed");
    expect(ended.message).toBeNull();
    expect(bench.upstream.calls.send).toBe(1);
  });
});

test("a slash at the end and a query make no other address", async () => {
  const job = await bench.submit(csvOf(5));
  bench.another({}, `${homeUrl}/?a=b`).start();
  await bench.until(job.id, "completed");
});
