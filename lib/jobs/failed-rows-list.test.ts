import { expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { UpstreamErrorKind } from "../open-connectors/errors";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { type Bench, csvOf } from "./engine-bench";
import { failure } from "./fake-open-connectors";
import { endAs, failing } from "./upstream-answers";

let bench: Bench;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
});

test("a list of failed rows that lags behind its count is read again before anything is concluded", async () => {
  endAs(bench.upstream, { status: { failed: 2 }, errors: [failure(2)] });
  const job = await bench.submit(csvOf(5));
  bench.upstream.on.errors = async (accepted) => {
    const late = bench.upstream.calls.errors > 1 ? [failure(4)] : [];
    return [...accepted.errors, ...late];
  };
  bench.jobs.start();
  const ended = await bench.until(job.id, "completed_with_failures");
  expect(ended.rows).toMatchObject({ failed: 2, succeeded: 3, unknown: 0 });
});

test("a list that comes late is waited for where no count of failed rows tells that it is short", async () => {
  endAs(bench.upstream, { status: { failed: null }, errors: [] });
  const job = await bench.submit(csvOf(5));
  bench.upstream.on.errors = async () => (bench.upstream.calls.errors > 1 ? [failure(4)] : []);
  bench.jobs.start();
  const ended = await bench.until(job.id, "completed_with_failures");
  expect(ended.rows).toMatchObject({ failed: 1, succeeded: 4, unknown: 0 });
});

test("failed rows that cannot be read yet keep the job running; it ends with all of them", async () => {
  endAs(bench.upstream, { status: { failed: 1 }, errors: [failure(2)] });
  const { errors } = bench.upstream.on;
  bench.upstream.on.errors = failing("fault", 500);
  const job = await bench.submit(csvOf(5));
  bench.jobs.start();
  const waiting = await bench.until(job.id, ({ message }) => message !== null);
  expect(waiting.status).toBe("running");
  expect(waiting.message).toContain("which rows failed cannot be read");
  bench.upstream.on.errors = errors;
  const ended = await bench.until(job.id, "completed_with_failures");
  expect(ended.rows).toMatchObject({ failed: 1, succeeded: 4 });
});

test("a list of failed rows that is gone: nothing is called succeeded, unless none was counted", async () => {
  endAs(bench.upstream, { status: { failed: 1 } }, { status: { failed: 0 } });
  bench.upstream.on.errors = failing("not_found", 404);
  const [bad, good] = [
    await bench.submit(csvOf(5), { connectionId: "1" }),
    await bench.submit(csvOf(5), { connectionId: "1" }),
  ];
  bench.jobs.start();
  expect((await bench.until(bad.id, "completed_with_failures")).rows).toMatchObject({
    unknown: 5,
    failed: 0,
  });
  await bench.until(good.id, "completed");
});

test.each([
  ["is refused", failing("not_found", 404)],
  ["stays short", async () => []],
])(
  "a list of failed rows that %s is read for the last time when its time is over, however rarely it is asked for",
  async (_name, errors) => {
    endAs(bench.upstream, { status: { failed: 1 } });
    bench.upstream.on.errors = errors;
    const hour = 3_600_000;
    const retryMs = { shortest: hour, longest: hour, longestWait: hour, many: 100, rare: hour };
    const followMs = { shortest: 5, longest: hour, idle: hour, idleAfter: hour };
    bench.another({ retryMs, followMs }).start();
    const job = await bench.submit(csvOf(5));
    const ended = await bench.until(job.id, "completed_with_failures");
    expect(ended.rows).toMatchObject({ succeeded: 0, unknown: 5 });
  },
);

test.each<[UpstreamErrorKind, number, string, object]>([
  ["refused", 0, "completed", { succeeded: 5 }],
  ["refused", 1, "completed_with_failures", { unknown: 5 }],
  ["unusable_answer", 0, "completed", { succeeded: 5 }],
  ["unusable_answer", 1, "completed_with_failures", { unknown: 5 }],
])(
  "a list that is %s with %i counted failed does not keep the job running for ever",
  async (kind, failed, end, rows) => {
    endAs(bench.upstream, { status: { failed } });
    bench.upstream.on.errors = failing(kind, kind === "refused" ? 405 : 200);
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    await bench.until(job.id, ({ status }) => status === "completed" || status === "completed_with_failures");
    expect(await bench.jobs.get(job.id)).toMatchObject({ status: end, rows });
  },
);
