import { describe, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { type Bench, csvOf } from "./engine-bench";
import { failure } from "./fake-open-connectors";
import { type Ending, endAs, failing, running } from "./upstream-answers";

let bench: Bench;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
});
const rowsOf = async (id: string, outcome: "failed" | "unknown" | "not_tried") =>
  (await bench.jobs.rows(id, { outcome }))?.rows ?? [];

describe("a job that ran to its end", () => {
  test("failed rows have the connector's words, their values and the rows of the operator's file", async () => {
    endAs(bench.upstream, {
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
    endAs(bench.upstream, { status: {} }, { status: { failed: 150 }, errors });
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
    endAs(bench.upstream, { status: {} }, { status: { failed: 3 }, errors: [failure(1)] });
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
    endAs(bench.upstream, { status: { failed: null }, errors: endless }, { status: { failed: null } });
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
    endAs(bench.upstream, { status: { failed: 1 }, errors: [failure(99)] });
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    const ended = await bench.until(job.id, "completed_with_failures");
    expect(ended.rows).toMatchObject({ unknown: 5, failed: 0 });
    const kept = await bench.database.selectFrom("unmatched_errors").select("item").execute();
    expect(kept).toEqual([{ item: { rowNum: 99, status: "email is missing" } }]);
  });
});

test.each([
  ["errored", "ERROR", "stopped", "Stopped by Sage 200."],
  ["aborted", "ABORTED", "stopped", "Stopped by Open Connectors."],
  ["cancelled", "CANCELLED", "cancelled", "Cancelled in Open Connectors."],
] as const)(
  "%s: the listed failed, the rest of the part is not confirmed, later parts are not tried",
  async (state, word, status, words) => {
    endAs(bench.upstream, {
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
      bench.upstream,
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

describe("a total that is short by just the failed rows", () => {
  const short = { status: { total: 4, failed: 1 }, errors: [failure(2)] };
  const counts = async (connectionId: string, ...endings: Ending[]) => {
    endAs(bench.upstream, ...bench.upstream.accepted.map(() => short), ...endings);
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

test("an end that is taken back stays an end, is said, and nothing is called succeeded", async () => {
  endAs(bench.upstream, { status: { failed: 0 } });
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
