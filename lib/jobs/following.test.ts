import { connect, createServer, type Server, type Socket } from "node:net";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { BulkError, BulkStatus } from "../open-connectors/bulk-jobs";
import { UpstreamError, type UpstreamErrorKind } from "../open-connectors/errors";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { type Bench, createBench, csvOf } from "./engine-bench";
import { acceptedAs, completed, failure } from "./fake-open-connectors";
import { defaultPace } from "./pace";

let bench: Bench;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
});

/** The n-th accepted batch ends like this. */
function endAs(...endings: { status: Partial<BulkStatus>; errors?: BulkError[] }[]): void {
  bench.upstream.on.send = async (_upload, accept) => {
    const ending = endings[bench.upstream.accepted.length];
    const job = await accept();
    if (ending) job.status = { ...completed(job.records), ...ending.status };
    job.errors = ending?.errors ?? [];
    return acceptedAs(job);
  };
}
const failing = (kind: UpstreamErrorKind, status: number) => () =>
  Promise.reject(new UpstreamError(kind, "Open Connectors cannot say.", { status }));
const running: BulkStatus = {
  upstreamStatus: "RUNNING",
  state: "active",
  total: 2,
  failed: 0,
  message: null,
};
const rowsOf = async (id: string, outcome: "failed" | "unknown" | "not_tried") =>
  (await bench.jobs.rows(id, { outcome }))?.rows ?? [];

describe("a job that ran to its end", () => {
  test("failed rows have the connector's words, their values and the rows of the operator's file", async () => {
    endAs({
      status: { failed: 2 },
      errors: [failure(2, "Name is too long"), failure(5, "E-mail <b>bad</b>")],
    });
    const job = await bench.submit(csvOf(5), { source: { rows: 7, fileRows: [4, [6, 7], 9, 11] } });
    bench.jobs.start();
    const ended = await bench.until(job.id, "completed_with_failures");
    expect(ended.rows).toMatchObject({ total: 5, succeeded: 3, failed: 2, unknown: 0, notTried: 0 });
    expect(await rowsOf(job.id, "failed")).toEqual([
      {
        row: 2,
        held: null,
        since: null,
        fileRows: [6],
        outcome: "failed",
        reason: "Name is too long",
        values: { name: "Zoë, 2", email: "c2@example.com" },
      },
      {
        row: 5,
        held: null,
        since: null,
        fileRows: [11],
        outcome: "failed",
        reason: "E-mail <b>bad</b>",
        values: { name: "Zoë, 5", email: "c5@example.com" },
      },
    ]);
    expect(await rowsOf(job.id, "unknown")).toEqual([]);
  });

  test("rows of later parts are numbered in the whole file, page after page", async () => {
    const errors = Array.from({ length: 150 }, (_, at) => failure(at * 2 + 1, `Row ${at} is bad`));
    endAs({ status: {} }, { status: { failed: 150 }, errors });
    const job = await bench.submit(csvOf(400));
    bench.jobs.start();
    await bench.until(job.id, "completed_with_failures");
    const first = await bench.jobs.rows(job.id, { outcome: "failed" });
    const second = await bench.jobs.rows(job.id, { outcome: "failed", cursor: first?.next ?? "" });
    const all = [...(first?.rows ?? []), ...(second?.rows ?? [])];
    expect(first?.rows).toHaveLength(100);
    expect(second?.next).toBeNull();
    expect(all.map(({ row }) => row)).toEqual(Array.from({ length: 150 }, (_, at) => 11 + at * 2));
    expect(
      all.every(
        ({ row, values, fileRows }) =>
          values.email === `c${row}@example.com` && fileRows[0] === (row ?? 0) + 1,
      ),
    ).toBe(true);
  });

  test("counts that do not agree: no row of the part is called succeeded, and the page says why", async () => {
    endAs({ status: {} }, { status: { failed: 3 }, errors: [failure(1)] });
    const job = await bench.submit(csvOf(200));
    bench.jobs.start();
    const ended = await bench.until(job.id, "completed_with_failures");
    expect(ended.rows).toMatchObject({ succeeded: 10, failed: 1, unknown: 189 });
    expect(ended.message).toContain("counts 3 failed rows and names 1 row");
    const unknown = await rowsOf(job.id, "unknown");
    expect(unknown).toHaveLength(100);
    expect(unknown[0]).toMatchObject({ row: 12, values: { email: "c12@example.com" } });
  });

  test("no count, and a list that was not read to its end: no row of the part is called succeeded", async () => {
    const endless = Array.from({ length: 5_000 }, () => failure(1));
    endAs({ status: { failed: null }, errors: endless }, { status: { failed: null } });
    const long = await bench.submit(csvOf(5), { connectionId: "1" });
    bench.jobs.start();
    expect((await bench.until(long.id, "completed_with_failures")).rows).toMatchObject({
      succeeded: 0,
      failed: 1,
      unknown: 4,
    });
    bench.upstream.openConnectors.bulkErrors = async function* () {
      yield failure(2);
      return false;
    };
    const cut = await bench.submit(csvOf(5), { connectionId: "1" });
    const ended = await bench.until(cut.id, "completed_with_failures");
    expect(ended.rows).toMatchObject({ succeeded: 0, failed: 1, unknown: 4 });
    expect(ended.message).toContain("read in part");
  });

  test("errors that name no row of the part are kept", async () => {
    endAs({ status: { failed: 1 }, errors: [failure(99)] });
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    const ended = await bench.until(job.id, "completed_with_failures");
    expect(ended.rows).toMatchObject({ unknown: 5, failed: 0 });
    const kept = await bench.database.selectFrom("unmatched_errors").select("item").execute();
    expect(kept).toEqual([{ item: { rowNum: 99, status: "email is missing" } }]);
  });
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

test.each([
  ["errored", "ERROR", "stopped", "Stopped by Sage 200."],
  ["aborted", "ABORTED", "stopped", "Stopped by Open Connectors."],
  ["cancelled", "CANCELLED", "cancelled", "Cancelled in Open Connectors."],
] as const)(
  "%s: the listed failed, the rest of the part is not confirmed, later parts are not tried",
  async (state, word, status, words) => {
    endAs({
      status: { state, upstreamStatus: word, total: 4, failed: 1, message: "Quota used up" },
      errors: [failure(2)],
    });
    const job = await bench.submit(csvOf(200));
    bench.jobs.start();
    const ended = await bench.until(job.id, status);
    expect(ended.rows).toMatchObject({ succeeded: 0, failed: 1, unknown: 9, notTried: 190 });
    expect(ended.message).toContain(words);
    expect(ended.message).toContain("Quota used up.");
    expect(ended.message).toContain("4 rows processed");
    expect(ended.batches[0]).toMatchObject({ status: state, upstreamStatus: word });
    expect(bench.upstream.calls.send).toBe(1);
  },
);

describe("from which number rows are counted", () => {
  test("proved by one part, it is used for the next and puts right what was read before", async () => {
    const [first, second, third] = [[failure(3)], [failure(0), failure(4)], [failure(1)]];
    endAs(
      { status: { failed: 1 }, errors: first },
      { status: { failed: 2 }, errors: second },
      { status: { failed: 1 }, errors: third },
    );
    const job = await bench.submit(csvOf(1_020), { connectionId: "zero" });
    bench.jobs.start();
    const ended = await bench.until(job.id, "completed_with_failures");
    expect((await rowsOf(job.id, "failed")).map(({ row }) => row)).toEqual([4, 11, 15, 1012]);
    expect(ended.events.filter(({ kind }) => kind === "row_base").map(({ detail }) => detail)).toEqual([
      expect.stringContaining("counts the rows of a file from 0"),
      expect.stringContaining("one off and are put right"),
    ]);
    expect(ended.rows).toMatchObject({ failed: 4, succeeded: 1016 });
  });
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

  test("a list of failed rows that lags behind its count is read again before anything is concluded", async () => {
    endAs({ status: { failed: 2 }, errors: [failure(2)] });
    const job = await bench.submit(csvOf(5));
    bench.upstream.on.errors = async (accepted) => {
      const late = bench.upstream.calls.errors > 1 ? [failure(4)] : [];
      return [...accepted.errors, ...late];
    };
    bench.jobs.start();
    const ended = await bench.until(job.id, "completed_with_failures");
    expect(ended.rows).toMatchObject({ failed: 2, succeeded: 3, unknown: 0 });
  });

  describe("a total that is short by just the failed rows", () => {
    const short = { status: { total: 4, failed: 1 }, errors: [failure(2)] };
    const counts = async (connectionId: string, ...endings: Parameters<typeof endAs>) => {
      endAs(...bench.upstream.accepted.map(() => short), ...endings);
      bench.jobs.start();
      const succeeded: number[] = [];
      for (const _ of endings) {
        const { id } = await bench.submit(csvOf(5), { connectionId });
        succeeded.push((await bench.until(id, "completed_with_failures")).rows.succeeded);
      }
      return succeeded;
    };
    const finding = (there: (value: string, at: number) => boolean) => {
      bench.upstream.on.find = async (_field, values) => ({
        records: values.filter(there).map((by) => ({ id: by, by, values: {} })),
        how: "where",
        complete: true,
        unchecked: [],
      });
    };

    test("may have lost others: nothing is called succeeded before the connection has shown how it counts", async () => {
      finding(() => false);
      const moreFailed = { status: { total: 1, failed: 4 }, errors: [2, 3, 4, 5].map((row) => failure(row)) };
      expect(await counts("out", short, moreFailed, short)).toEqual([0, 1, 4]);
      const countedIn = { status: { total: 5, failed: 1 }, errors: [failure(2)] };
      expect(await counts("in", short, countedIn, short)).toEqual([0, 4, 0]);
    });

    test("left them out where all others are found in the system, and then for the whole connection", async () => {
      finding((_value, at) => at !== 1);
      expect(await counts("found", short)).toEqual([4]);
      finding(() => false);
      expect(await counts("found", short)).toEqual([4]);
    });
  });

  test("a list that comes late is waited for where no count of failed rows tells that it is short", async () => {
    endAs({ status: { failed: null }, errors: [] });
    const job = await bench.submit(csvOf(5));
    bench.upstream.on.errors = async () => (bench.upstream.calls.errors > 1 ? [failure(4)] : []);
    bench.jobs.start();
    const ended = await bench.until(job.id, "completed_with_failures");
    expect(ended.rows).toMatchObject({ failed: 1, succeeded: 4, unknown: 0 });
  });

  test("an end that is taken back stays an end, is said, and nothing is called succeeded", async () => {
    endAs({ status: { failed: 0 } });
    bench.upstream.on.errors = failing("fault", 500);
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    await bench.until(job.id, ({ message }) => message?.includes("which rows failed") === true);
    bench.upstream.on.status = async () => running;
    bench.upstream.on.errors = async () => [];
    const ended = await bench.until(job.id, "completed_with_failures");
    expect(ended.rows).toMatchObject({ succeeded: 0, unknown: 5 });
    expect(ended.events.find(({ kind }) => kind === "anomaly")?.detail).toContain("afterwards RUNNING");
  });

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
    bench.jobs.start();
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

  test("failed rows that cannot be read yet keep the job running; it ends with all of them", async () => {
    endAs({ status: { failed: 1 }, errors: [failure(2)] });
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
    endAs({ status: { failed: 1 } }, { status: { failed: 0 } });
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
      endAs({ status: { failed: 1 } });
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
      endAs({ status: { failed } });
      bench.upstream.on.errors = failing(kind, kind === "refused" ? 405 : 200);
      const job = await bench.submit(csvOf(5));
      bench.jobs.start();
      await bench.until(
        job.id,
        ({ status }) => status === "completed" || status === "completed_with_failures",
      );
      expect(await bench.jobs.get(job.id)).toMatchObject({ status: end, rows });
    },
  );

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

describe("a database that does not take an answer", () => {
  /** The next writes of an accepted attempt fail like this. */
  async function failNext(times: number, state: string): Promise<void> {
    await sql`create sequence faults`.execute(bench.database);
    await sql
      .raw(
        `create function fail() returns trigger language plpgsql as $$ begin
           if new.status = 'accepted' and nextval('faults') <= ${times} then
             raise exception 'not now' using errcode = '${state}'; end if;
           return new; end $$`,
      )
      .execute(bench.database);
    await sql`create trigger fail before update on attempts for each row execute function fail()`.execute(
      bench.database,
    );
  }

  test.each([
    ["a deadlock", "40P01"],
    ["a serialization failure", "40001"],
    ["a cancelled statement", "57014"],
    ["a server that only reads", "25006"],
    ["a fault nobody foresaw", "XX000"],
  ])("for %s: the answer is kept and written, and nothing is sent twice", async (_name, state) => {
    await failNext(2, state);
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    const ended = await bench.until(job.id, "completed");
    expect(ended.events.map(({ kind }) => kind)).toEqual(["submitted", "started", "accepted", "completed"]);
    expect(bench.upstream.calls.send).toBe(1);
  });
});

describe("a database that goes away", () => {
  /** What stands between the engine and its database, and can be cut. */
  async function createGate(
    target: URL,
  ): Promise<{ url: string; cut(): Promise<void>; open(): Promise<void> }> {
    const sockets = new Set<Socket>();
    const server: Server = createServer((near) => {
      const far = connect(Number(target.port), target.hostname);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(socket);
        socket.on("error", () => undefined).on("close", () => other.destroy());
        socket.pipe(other);
      }
    });
    const listen = (port: number) =>
      new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    await listen(0);
    const address = server.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    const url = new URL(target);
    url.host = `127.0.0.1:${port}`;
    return {
      url: url.href,
      async cut() {
        const closed = new Promise((resolve) => server.close(resolve));
        for (const socket of sockets) socket.destroy();
        sockets.clear();
        await closed;
      },
      open: () => listen(port),
    };
  }

  test("between the upstream's answer and its commit: the answer is kept and written, and nothing is sent twice", async () => {
    const { url, drop } = await createTestDatabase();
    const gate = await createGate(new URL(url));
    const cut = await createBench(gate.url);
    cut.upstream.on.send = async (_upload, accept) => {
      const job = await accept();
      await gate.cut();
      setTimeout(() => void gate.open(), 600);
      return acceptedAs(job);
    };
    const job = await cut.submit(csvOf(5));
    cut.jobs.start();
    const ended = await cut.until(job.id, "completed");
    expect(ended.events.map(({ kind }) => kind)).toEqual(["submitted", "started", "accepted", "completed"]);
    expect(cut.upstream.calls.send).toBe(1);
    expect(cut.warnings.join()).toContain("waits to be written");
    await cut.close();
    await gate.cut();
    await drop();
  });
});
