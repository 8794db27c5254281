import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { type Bench, csvOf } from "./engine-bench";
import { acceptedAs } from "./fake-open-connectors";
import { defaultPace } from "./pace";
import { failing, running } from "./upstream-answers";

let bench: Bench;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
});

describe("how often it is asked about", () => {
  test("half a second after it was taken, then one, two and ever a tenth more seconds later, a minute at the most", async () => {
    bench.upstream.on.status = async () => running;
    // A hundred times as long, so that none comes by itself before it was looked at.
    const { shortest, longest, ...rare } = defaultPace.followMs;
    bench.another({ followMs: { shortest: shortest * 100, longest: longest * 100, ...rare } }).start();
    const { id } = await bench.submit(csvOf(5));
    const seconds: number[] = [];
    for (let calls = 0; calls < 42; calls += 1) {
      await expect
        .poll(
          async () => {
            seconds[calls] = (await untilNextCall(id, calls)) / 100;
            return seconds[calls];
          },
          { timeout: 20_000, interval: 5 },
        )
        .not.toBeNaN();
      await bench.database
        .updateTable("batches")
        .set({ next_action_at: sql`now()` })
        .where("job_id", "=", id)
        .execute();
    }
    const later = Array.from({ length: 40 }, (_, at) => Math.min(60, 2 * 1.1 ** at));
    const expected = [0.5, 1, ...later];
    expect(seconds.map((each) => each.toFixed(3))).toEqual(expected.map((each) => each.toFixed(3)));
    expect(seconds.at(-1)).toBe(60);
  });

  /** Seconds by the database's clock from the last of so many calls to the next one, once nobody is at work on it. */
  async function untilNextCall(id: string, calls: number): Promise<number> {
    if (bench.upstream.calls.status !== calls) return Number.NaN;
    const batch = await bench.database
      .selectFrom("batches")
      .select(sql<number>`extract(epoch from next_action_at - last_heard_at)::float8`.as("seconds"))
      .where("job_id", "=", id)
      .where("status", "=", "running")
      .where("lease_owner", "is", null)
      .executeTakeFirst();
    return batch?.seconds ?? Number.NaN;
  }
});

describe("a status that cannot be read", () => {
  test.each([
    ["unauthorized", 401],
    ["forbidden", 403],
    ["fault", 500],
    ["unreachable", 0],
  ] as const)(
    "%s: the job runs on, says since when, and goes on when it can be read again",
    async (kind, code) => {
      const { status } = bench.upstream.on;
      bench.upstream.on.status = failing(kind, code);
      const job = await bench.submit(csvOf(5));
      bench.jobs.start();
      const troubled = await bench.until(job.id, ({ message }) => message !== null);
      expect(troubled).toMatchObject({
        status: "running",
        message: expect.stringMatching(
          /^(Its status cannot be read|Hubload lost access to its status; it runs on)\. Open Connectors cannot say\.$/,
        ),
        batches: [{ troubleSince: expect.any(String) }],
      });
      bench.upstream.on.status = status;
      const ended = await bench.until(job.id, "completed");
      expect(ended.message).toBeNull();
      expect(ended.events.filter((event) => event.kind === "status_lost")).toHaveLength(1);
    },
  );

  test("no progress for long is said once at each limit, and the job runs on", async () => {
    await bench.jobs.stop();
    const slow = bench.another({ quietMs: [1, 60_000] });
    bench.upstream.on.status = async () => running;
    const job = await bench.submit(csvOf(5));
    slow.start();
    const quiet = await bench.until(job.id, ({ message }) => message?.includes("no progress") === true);
    expect(quiet.status).toBe("running");
    const asked = bench.upstream.calls.status;
    const later = await bench.until(job.id, () => bench.upstream.calls.status > asked + 3);
    expect(later.events.filter(({ kind }) => kind === "quiet")).toHaveLength(1);
    expect(bench.upstream.calls.send).toBe(1);
  });

  test("words that no text column takes are kept as far as they can be", async () => {
    const { status } = bench.upstream.on;
    const words = { ...running, upstreamStatus: "RUN\0NING \ud800", message: "half \udfff done\0" };
    bench.upstream.on.status = async () => words;
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    await bench.until(job.id, ({ batches }) => batches[0]?.upstreamStatus === "RUN\ufffdNING \ufffd");
    bench.upstream.on.status = status;
    await bench.until(job.id, "completed");
  });

  test("404 at first is not visible yet", async () => {
    let calls = 0;
    bench.upstream.on.status = async (job) => {
      calls += 1;
      return calls < 4 ? failing("not_found", 404)() : job.status;
    };
    const job = await bench.submit(csvOf(5));
    bench.another({ notVisibleMs: 60_000 }).start();
    await bench.until(job.id, "completed");
  });

  test("what cannot be seen yet is asked about as often as what answers, not as rarely as what is broken", async () => {
    const { status } = bench.upstream.on;
    let calls = 0;
    bench.upstream.on.status = async (job) => {
      calls += 1;
      return calls <= 3 ? failing("not_found", 404)() : status(job);
    };
    const job = await bench.submit(csvOf(5));
    const hour = 3_600_000;
    const retryMs = { shortest: hour, longest: hour, longestWait: hour, many: 100, rare: hour };
    bench.another({ retryMs, notVisibleMs: hour }).start();
    await bench.until(job.id, "completed");
    expect(calls).toBeGreaterThan(3);
  });

  test("404 for good: the job is forgotten upstream, its rows are not confirmed, never failed", async () => {
    let calls = 0;
    bench.upstream.on.status = async () => {
      calls += 1;
      return calls === 1 ? running : failing("not_found", 404)();
    };
    const job = await bench.submit(csvOf(200));
    bench.jobs.start();
    const ended = await bench.until(job.id, "stopped");
    expect(ended.message).toContain("Open Connectors no longer knows this job.");
    expect(ended.rows).toMatchObject({ unknown: 10, failed: 0, notTried: 190 });
  });

  test("a status that speaks of another job is asked for again; where it goes on so, nothing is called succeeded", async () => {
    bench.upstream.on.status = async ({ status, bulkJobId }) => ({
      ...status,
      id: "9".repeat(bulkJobId.length),
    });
    const job = await bench.submit(csvOf(5));
    bench.another({ neverSeenMs: 20 }).start();
    const ended = await bench.until(job.id, "completed_with_failures");
    expect(ended.rows).toMatchObject({ succeeded: 0, failed: 0, unknown: 5 });
    expect(ended.events.map(({ kind }) => kind)).toContain("status_lost");
    expect(ended.events.find(({ kind }) => kind === "anomaly")?.detail).toContain("reports on job 9");
  });

  test("a status under an id of another form is believed", async () => {
    bench.upstream.on.status = async ({ status }) => ({ ...status, id: "vendor:1" });
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    expect((await bench.until(job.id, "completed")).rows).toMatchObject({ succeeded: 5 });
  });

  describe("taken under an id that the upstream does not know from then on", () => {
    const impatient = { neverSeenMs: 20, notVisibleMs: 60_000 };
    const submit = async () => {
      const job = await bench.submit(csvOf(5));
      bench.another(impatient).start();
      return job;
    };

    test("is looked for, and a person is asked; it is not sent again, and adopted once it can be seen", async () => {
      const { status } = bench.upstream.on;
      bench.upstream.on.status = failing("not_found", 404);
      bench.upstream.on.list = async () => [];
      const job = await submit();
      const asked = await bench.until(job.id, "needs_decision");
      expect(asked.rows).toMatchObject({ unknown: 5, failed: 0 });
      expect(asked.events.map(({ detail }) => detail).join(" ")).toContain("and does not know that job");
      bench.upstream.on.status = status;
      await bench.until(job.id, "completed");
      expect(bench.upstream.calls.send).toBe(1);
    });

    test("is followed under the id that the list names with its mark", async () => {
      bench.upstream.on.send = async (_upload, accept) => ({
        ...acceptedAs(await accept()),
        bulkJobId: "lie",
      });
      const { bulkStatus } = bench.upstream.openConnectors;
      bench.upstream.openConnectors.bulkStatus = (connection, id) =>
        id === "lie" ? failing("not_found", 404)() : bulkStatus(connection, id);
      const job = await submit();
      const ended = await bench.until(job.id, "completed");
      expect(ended.batches[0]?.bulkJobId).toBe(bench.upstream.accepted[0]?.bulkJobId);
      expect(bench.upstream.calls.send).toBe(1);
    });
  });

  test("progress is shown while it runs, a word nobody knows is shown as it is", async () => {
    const { status } = bench.upstream.on;
    bench.upstream.on.status = async () => ({ ...running, upstreamStatus: "Polishing" });
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    const shown = await bench.until(job.id, ({ batches }) => batches[0]?.processed === 2);
    expect(shown).toMatchObject({
      status: "running",
      rows: { succeeded: 0, failed: 0, unknown: 0, notTried: 0 },
    });
    expect(shown.batches[0]?.upstreamStatus).toBe("Polishing");
    bench.upstream.on.status = status;
    await bench.until(job.id, "completed");
  });

  test("a cancel that is pending upstream is shown as cancelling", async () => {
    const { status } = bench.upstream.on;
    bench.upstream.on.status = async () => ({ ...running, upstreamStatus: "CANCELLATION_PENDING" });
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    await bench.until(job.id, "cancelling");
    bench.upstream.on.status = status;
    await bench.until(job.id, "completed");
  });
});
