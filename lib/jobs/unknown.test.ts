import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { describe, expect, test, vi } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { Job } from "../api-contract/jobs";
import { UpstreamError } from "../open-connectors/errors";
import type { SendResult } from "../open-connectors/send-result";
import { updateAttempt } from "./attempts";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { claimDue } from "./claim";
import { type Bench, csvOf } from "./engine-bench";
import { type Accepted, acceptedAs, completed, evidence } from "./fake-open-connectors";
import { LeaseLost, moveBatch } from "./job-store";
import { noteLateAnswer } from "./late-answer";

let bench: Bench;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
});

const lost: SendResult = {
  kind: "unknown",
  reason: "The connection broke. 100 of 100 bytes had been sent: the rows may or may not have arrived.",
  evidence: { ...evidence, httpStatus: null },
};
/** Looks in milliseconds and asks late, so that a slow machine looks before it asks. */
const patient = { askAfterMs: 20_000 };
/** As `patient`, where the question is waited for. */
const unhurried = { askAfterMs: 2_000 };
const bytesOf = (text: string) => new TextEncoder().encode(text);
const isAsked = ({ status }: Job) => status === "needs_decision";
const eventsOf = ({ events }: Job) => events.map(({ kind }) => kind);
const attemptIds = async () => {
  const rows = await bench.database.selectFrom("attempts").select("id").orderBy("number").execute();
  return rows.map(({ id }) => id);
};

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
    const [attemptId = ""] = await attemptIds();
    expect(await bench.jobs.callback(attemptId, bytesOf('{"id":"999999","status":"COMPLETED"}'), false)).toBe(
      "stored",
    );
    expect(await bench.jobs.callback(attemptId, bytesOf('{"id":1000,"status":"ERROR"}'), false)).toBe(
      "stored",
    );
    const ended = await bench.until(job.id, "completed");
    expect(ended.batches[0]).toMatchObject({ bulkJobId: "1000", upstreamStatus: "COMPLETED" });
  });

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
});

describe("after a crash", () => {
  /** What the database holds when a process dies at that point, once its claim has run out. */
  async function crashedAt(status: "intended" | "started"): Promise<Job> {
    const job = await bench.submit(csvOf(5));
    const attempt = {
      id: `attempt-${status}`,
      job_id: job.id,
      batch_index: 0,
      number: 1,
      status,
      evidence: "{}",
    };
    await bench.database
      .insertInto("attempts")
      .values({ ...attempt, started_at: status === "started" ? sql`now()` : null, finished_at: null })
      .execute();
    const held = { job_id: job.id, index: 0, fence: 0, hints: 0 };
    for (const kind of status === "intended" ? (["intend"] as const) : (["intend", "start"] as const))
      await bench.database
        .transaction()
        .execute((transaction) =>
          moveBatch(transaction, held, { event: { kind }, nextMs: 0, told: { kind, detail: "" } }),
        );
    await bench.database
      .updateTable("batches")
      .set({ lease_owner: "gone", lease_until: sql`now() - interval '1 second'`, fence: 1 })
      .execute();
    return job;
  }

  test("intended only: no byte had left, so it is sent, once", async () => {
    const job = await crashedAt("intended");
    bench.jobs.start();
    await bench.until(job.id, "completed");
    expect(bench.upstream.accepted).toHaveLength(1);
    const attempts = await bench.database.selectFrom("attempts").select("status").orderBy("number").execute();
    expect(attempts.map(({ status }) => status)).toEqual(["not_sent", "accepted"]);
  });

  test("started: it is looked for and never sent again", async () => {
    const job = await crashedAt("started");
    bench.jobs.start();
    const asked = await bench.until(job.id, isAsked);
    expect(asked.rows.unknown).toBe(5);
    expect(asked.message).toContain("not known");
    expect(bench.upstream.calls.send).toBe(0);
  });

  test("the minute until a person is asked counts from when the sender was last heard of", async () => {
    const job = await crashedAt("started");
    await bench.database
      .updateTable("attempts")
      .set({ started_at: sql`now() - interval '1 hour'` })
      .execute();
    await bench.database
      .updateTable("batches")
      .set({ lease_until: sql`now() - interval '10 seconds'` })
      .execute();
    bench.another({ askAfterMs: 60_000, looksMs: [50_000], leaseMs: 2_000 }).start();
    await bench.until(job.id, (now) => eventsOf(now).includes("unknown"));
    const { rows } = await sql<{ seconds: number }>`
      select extract(epoch from e.at - a.finished_at)::float8 as seconds
      from attempts a, audit_events e where e.kind = 'unknown'`.execute(bench.database);
    expect(rows[0]?.seconds).toBeGreaterThanOrEqual(12);
    expect(rows[0]?.seconds).toBeLessThan(30);
  });

  test("a claim that has not run out is left alone", async () => {
    await crashedAt("started");
    await bench.database
      .updateTable("batches")
      .set({ lease_until: sql`now() + interval '1 hour'` })
      .execute();
    const claim = { owner: "me", leaseMs: 1_000, stuckMs: 1_000, limit: 10, except: [] };
    expect(await claimDue(bench.database, claim)).toEqual([]);
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

describe("an owner that lost its claim", () => {
  test("writes nothing", async () => {
    await bench.submit(csvOf(5));
    const claim = { owner: "me", leaseMs: 0, stuckMs: 1_000, limit: 10, except: [] };
    const [stale] = await claimDue(bench.database, claim);
    const [present] = await claimDue(bench.database, { ...claim, leaseMs: 60_000 });
    if (!stale || !present) throw new Error("not claimed");
    const move = { event: { kind: "intend" }, nextMs: 0, told: { kind: "intended", detail: "" } } as const;
    const write = (held: typeof stale) =>
      bench.database.transaction().execute((transaction) => moveBatch(transaction, held, move));
    await expect(write(stale)).rejects.toBeInstanceOf(LeaseLost);
    const before = await bench.database.selectFrom("batches").select(["status", "fence"]).executeTakeFirst();
    expect(before).toEqual({ status: "planned", fence: 2 });
    await write(present);
  });

  test("changes no state with an answer that comes too late, and the answer is found by whoever looks", async () => {
    const { list } = bench.upstream.on;
    bench.upstream.on.list = async () => [];
    let answer = (_result: SendResult) => {};
    let accepted: Accepted | undefined;
    bench.upstream.on.send = (_upload, accept) =>
      new Promise((resolve) => {
        answer = resolve;
        void accept().then((job) => {
          accepted = job;
        });
      });
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    await bench.until(job.id, ({ batches }) => batches[0]?.status === "started" && accepted !== undefined);
    // Another process takes the batch over, as it would after this one was stopped for longer than its claim.
    await bench.database.updateTable("batches").set({ lease_until: sql`now()` }).execute();
    bench.another().start();
    await bench.until(job.id, ({ batches }) => batches[0]?.status !== "started");
    if (accepted) answer(acceptedAs(accepted));
    const ended = await bench.until(job.id, "completed");
    expect(eventsOf(ended)).toContain("late_answer");
    expect(eventsOf(ended)).toContain("adopted");
    expect(bench.upstream.calls.send).toBe(1);
    bench.upstream.on.list = list;
  });

  test("writes down a late answer without standing in the way of whoever moves the batch", async () => {
    bench.upstream.on.send = async () => lost;
    const job = await bench.submit(csvOf(5));
    bench.jobs.start();
    await bench.until(job.id, isAsked);
    await bench.jobs.stop();
    const { database } = bench;
    const batch = await database.selectFrom("batches").selectAll().executeTakeFirstOrThrow();
    const [attemptId = ""] = await attemptIds();
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const answer: SendResult = { kind: "accepted", bulkJobId: "1000", upstreamStatus: null, evidence };
    let noting: Promise<void> | undefined;
    await database.transaction().execute(async (transaction) => {
      await transaction.selectFrom("batches").selectAll().forUpdate().execute();
      noting = noteLateAnswer({ database, log }, { batch, attemptId, parts: 1 }, answer);
      await vi.waitUntil(() => isSomebodyWaiting(database), { timeout: 20_000 });
      await updateAttempt(transaction, attemptId, "unknown", {});
    });
    await noting;
    const { evidence: kept } = await database.selectFrom("attempts").selectAll().executeTakeFirstOrThrow();
    expect(kept).toMatchObject({ late: { answer: { bulkJobId: "1000" } } });
  });
});

async function isSomebodyWaiting(database: Bench["database"]): Promise<boolean> {
  const { rows } = await sql`select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(database);
  return rows.length > 0;
}

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
    const [attemptId = ""] = await attemptIds();
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
    const [attemptId = ""] = await attemptIds();
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
      if (asked === 2) await slow.callback((await attemptIds())[0] ?? "", bytesOf('{"id":"1000"}'), true);
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
    const [attemptId = ""] = await attemptIds();
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
    const [first = ""] = await attemptIds();
    expect(await bench.jobs.callback(first, bytesOf('{"id":"999"}'), true)).toBe("stored");
    const { events } = await bench.until(job.id, () => true);
    expect(events.find(({ kind }) => kind === "possible_duplicate")?.detail).toContain("999");
  });
});
