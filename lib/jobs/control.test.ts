import { describe, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { Control } from "../api-contract/controls";
import type { Job } from "../api-contract/jobs";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { ben, control, isAt, kindsOf, statusesOf } from "./control-bench";
import { type Bench, csvOf } from "./engine-bench";
import { type Accepted, acceptedAs, completed, evidence, failure } from "./fake-open-connectors";
import { keepRunning } from "./upstream-answers";

let bench: Bench;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
});

const ask = (job: Pick<Job, "id">, ...what: [Control, number?]) => control(bench, job, ...what);
const sizes = () => bench.upstream.accepted.map(({ records }) => records);

const failEvery = (reason: (row: number) => string) => async (accept: () => Promise<Accepted>) => {
  const job = await accept();
  job.status = completed(job.records, job.records);
  job.errors = Array.from({ length: job.records }, (_, at) => failure(at + 1, reason(at)));
  return acceptedAs(job);
};

describe("pause", () => {
  test("lets the part that runs go on to its end and sends nothing after it, until somebody says so", async () => {
    const parts = keepRunning(bench.upstream);
    const job = await bench.submit(csvOf(1_500));
    bench.jobs.start();
    await bench.until(job.id, isAt(0, "running"));
    const pausing = await ask(job, "pause");
    expect(pausing).toMatchObject({ status: "running", hold: { kind: "paused", by: "Ben Ward" } });
    parts.let();
    const paused = await bench.until(job.id, "paused");
    expect(statusesOf(paused)).toEqual(["completed", "planned", "planned"]);
    expect(paused.rows).toMatchObject({ succeeded: 10, notTried: 1_490 });
    expect(paused.can).toEqual(["resume", "drop"]);
    expect(sizes()).toEqual([10]);
    await ask(job, "resume", paused.hold?.number);
    const ended = await bench.until(job.id, "completed");
    expect(ended).toMatchObject({ hold: null, rows: { succeeded: 1_500 } });
    expect(sizes()).toEqual([10, 1_000, 490]);
    expect(kindsOf(ended)).toEqual(expect.arrayContaining(["paused", "resumed"]));
  });

  test("before anything was sent: nothing goes out, and the audit trail says who it was and why", async () => {
    const job = await bench.submit(csvOf(20));
    await bench.jobs.control(job.id, { control: "pause", reason: "Wrong month." }, ben);
    bench.jobs.start();
    const other = await bench.submit(csvOf(1));
    await bench.until(other.id, "completed");
    expect(await bench.jobs.get(job.id)).toMatchObject({ status: "paused" });
    expect(bench.upstream.accepted).toHaveLength(1);
    const told = await bench.database
      .selectFrom("audit_events")
      .select(["actor_id", "detail"])
      .where("kind", "=", "paused")
      .executeTakeFirstOrThrow();
    expect(told.actor_id).toBe(ben.id);
    expect(told.detail).toBe("Ben Ward paused it. 20 rows wait. Wrong month.");
  });

  test("asked twice is one pause; with nothing left to be sent it is refused, and nothing changes", async () => {
    keepRunning(bench.upstream);
    const job = await bench.submit(csvOf(150));
    await Promise.all([ask(job, "pause"), ask(job, "pause"), ask(job, "pause")]);
    expect(kindsOf(await bench.until(job.id, "paused")).filter((kind) => kind === "paused")).toHaveLength(1);
    const whole = await bench.submit(csvOf(5));
    bench.jobs.start();
    await bench.until(whole.id, isAt(0, "running"));
    await expect(ask(whole, "pause")).rejects.toMatchObject({ status: 409, code: "nothing_left" });
    expect((await bench.jobs.get(whole.id))?.hold).toBeNull();
  });

  test("an answer to an earlier hold is refused, the same answer again changes nothing", async () => {
    const job = await bench.submit(csvOf(150));
    const first = await ask(job, "pause");
    await ask(job, "resume", first.hold?.number);
    const same = await ask(job, "resume", first.hold?.number);
    expect(same.hold).toBeNull();
    const second = await ask(job, "pause");
    expect(second.hold?.number).toBe(2);
    await expect(ask(job, "resume", first.hold?.number)).rejects.toMatchObject({
      status: 409,
      code: "moved_on",
    });
    await expect(ask(job, "drop", first.hold?.number)).rejects.toMatchObject({
      status: 409,
      code: "moved_on",
    });
    expect(await bench.jobs.get(job.id)).toMatchObject({ status: "paused", hold: { number: 2 } });
    await expect(ask({ id: "nobody" }, "pause")).rejects.toMatchObject({ status: 404 });
  });

  test("while nobody knows whether a part arrived: what was found is followed, and nothing after it is sent", async () => {
    const { list } = bench.upstream.on;
    bench.upstream.on.list = async () => [];
    bench.upstream.on.send = async (_upload, accept) => {
      await accept();
      return { kind: "unknown", reason: "The connection broke.", evidence };
    };
    const job = await bench.submit(csvOf(150));
    bench.another({ askAfterMs: 2_000 }).start();
    await bench.until(job.id, (now) => kindsOf(now).includes("unknown"));
    await ask(job, "pause");
    const asked = await bench.until(job.id, "needs_decision");
    expect(asked.hold?.kind).toBe("paused");
    bench.upstream.on.list = list;
    const paused = await bench.until(job.id, "paused");
    expect(statusesOf(paused)).toEqual(["completed", "planned"]);
    expect(bench.upstream.calls.send).toBe(1);
  });
});

describe("the breaker", () => {
  const reason = (row: number) => `Bank "B${row}" is unknown`;

  test("stops after ten equal failures; the rest is dropped: not tried, and nothing was sent", async () => {
    bench.upstream.on.send = (_upload, accept) => failEvery(reason)(accept);
    const job = await bench.submit(csvOf(1_000));
    bench.jobs.start();
    const stopped = await bench.until(job.id, "stopped");
    expect(stopped).toMatchObject({ hold: { kind: "breaker", by: null }, can: ["resume", "drop"] });
    expect(stopped.message).toContain("Stopped after 10 equal failures; 990 rows untouched.");
    expect((await bench.jobs.list({ show: "needs_you" }, ben)).jobs.map(({ id }) => id)).toEqual([job.id]);
    const dropped = await ask(job, "drop", stopped.hold?.number);
    expect(dropped).toMatchObject({ status: "stopped", hold: null, can: [] });
    expect(dropped.rows).toMatchObject({ failed: 10, notTried: 990 });
    expect(statusesOf(dropped)).toEqual(["completed", "dropped"]);
    expect((await bench.jobs.list({ show: "needs_you" }, ben)).counts.needsYou).toBe(0);
    await expect(ask(job, "resume", stopped.hold?.number)).resolves.toMatchObject({ status: "stopped" });
    await expect(ask(job, "pause")).rejects.toMatchObject({ status: 409, code: "ended" });
    expect(sizes()).toEqual([10]);
  });

  test("gone on with, it sends the next part, and stops again when that fails as a whole too", async () => {
    bench.upstream.on.send = (_upload, accept) => failEvery(reason)(accept);
    const job = await bench.submit(csvOf(1_500));
    bench.jobs.start();
    const stopped = await bench.until(job.id, "stopped");
    await ask(job, "resume", stopped.hold?.number);
    const again = await bench.until(job.id, ({ hold }) => hold?.number === 2);
    expect(again).toMatchObject({
      status: "stopped",
      hold: { kind: "breaker" },
      rows: { failed: 1_010, notTried: 490 },
    });
    bench.upstream.on.send = async (_upload, accept) => acceptedAs(await accept());
    await ask(job, "resume", 2);
    const ended = await bench.until(job.id, "completed_with_failures");
    expect(ended.rows).toMatchObject({ failed: 1_010, succeeded: 490 });
    expect(sizes()).toEqual([10, 1_000, 490]);
  });
});

describe("a part that ends otherwise", () => {
  test("holds those after it; gone on with, the rest is sent and the job tells what is not confirmed", async () => {
    bench.upstream.on.send = async (_upload, accept) => {
      const job = await accept();
      if (bench.upstream.accepted.length === 1)
        job.status = { ...job.status, upstreamStatus: "ERROR", state: "errored", total: 4 };
      return acceptedAs(job);
    };
    const job = await bench.submit(csvOf(150));
    bench.jobs.start();
    const stopped = await bench.until(job.id, "stopped");
    expect(stopped).toMatchObject({ hold: { kind: "part" }, rows: { unknown: 10, notTried: 140 } });
    await ask(job, "resume", stopped.hold?.number);
    const ended = await bench.until(job.id, "completed_with_failures");
    expect(ended.rows).toMatchObject({ succeeded: 140, unknown: 10, notTried: 0 });
  });

  test("of a one-part job holds nothing: there is nothing to go on with", async () => {
    bench.upstream.on.send = async () => ({ kind: "refused", status: 400, reason: "Disabled.", evidence });
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    expect(await bench.until(job.id, "rejected")).toMatchObject({ hold: null, can: [] });
  });
});

describe("send 10 first, then ask", () => {
  test("the first ten go alone, also of a small file, and the rest when somebody says so", async () => {
    const job = await bench.submit(csvOf(50), { parts: { askAfter: 10 } });
    bench.jobs.start();
    const asked = await bench.until(job.id, "paused");
    expect(asked).toMatchObject({
      hold: { kind: "first_part", by: null },
      rows: { succeeded: 10, notTried: 40 },
    });
    expect(kindsOf(asked)).toContain("asks");
    await ask(job, "resume", asked.hold?.number);
    await bench.until(job.id, "completed");
    expect(sizes()).toEqual([10, 40]);
  });

  test("or the rest is dropped, and what was sent stays", async () => {
    const job = await bench.submit(csvOf(50), { parts: { askAfter: 10, most: 20 } });
    bench.jobs.start();
    const asked = await bench.until(job.id, "paused");
    const dropped = await ask(job, "drop", asked.hold?.number);
    expect(dropped).toMatchObject({
      status: "cancelled",
      cancelledBy: ben.name,
      rows: { succeeded: 10, notTried: 40 },
    });
    expect(statusesOf(dropped)).toEqual(["completed", "dropped", "dropped"]);
  });

  test("of ten rows or less nobody is asked: there is nothing after them", async () => {
    const job = await bench.submit(csvOf(10), { parts: { askAfter: 10 } });
    bench.jobs.start();
    expect((await bench.until(job.id, "completed")).hold).toBeNull();
  });
});

describe("a connection that is held", () => {
  test("holds an import too that was submitted in that very moment, and the import says that it waits", async () => {
    const connectionId = "connection-1";
    const job = await bench.database.transaction().execute(async (transaction) => {
      const until = new Date(Date.now() + 3_600_000);
      await transaction
        .insertInto("connection_holds")
        .values({ connection_id: connectionId, kind: "unauthorized", reason: "Its token is refused.", until })
        .execute();
      // The submission does not see the hold, and whoever holds the connection does not see the submission.
      return bench.submit(csvOf(5), { connectionId });
    });
    expect(job.status).toBe("queued");
    bench.jobs.start();
    expect((await bench.until(job.id, "paused")).connectionHold?.kind).toBe("unauthorized");
    expect(bench.upstream.accepted).toEqual([]);
  });
});

describe("pressed by many at once", () => {
  test("pause, resume, cancel and drop in any order leave one truth, each row in one place", async () => {
    const jobs = await Promise.all(Array.from({ length: 6 }, () => bench.submit(csvOf(120))));
    bench.jobs.start();
    bench.another().start();
    await Promise.all(
      jobs.flatMap((job) =>
        (["pause", "resume", "cancel", "pause", "drop", "resume"] as const).map((control) =>
          ask(job, control).catch((error: unknown) => {
            expect(error).toMatchObject({ status: 409 });
          }),
        ),
      ),
    );
    // Whichever came last may have been a pause.
    for (const job of jobs)
      await ask(job, "resume").catch((error: unknown) => {
        expect(error).toMatchObject({ status: 409 });
      });
    for (const { id } of jobs) {
      const ended = await bench.until(id, ({ status }) =>
        ["completed", "cancelled", "stopped"].includes(status),
      );
      const { total, succeeded, notTried, unknown } = ended.rows;
      expect(succeeded + notTried + unknown).toBe(total);
    }
    const sent = bench.upstream.accepted.map(({ attemptId }) => attemptId);
    expect(new Set(sent).size).toBe(sent.length);
  });
});
