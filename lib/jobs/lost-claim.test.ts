import { sql } from "kysely";
import { describe, expect, test, vi } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { Job } from "../api-contract/jobs";
import type { SendResult } from "../open-connectors/send-result";
import { updateAttempt } from "./attempts";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { claimDue } from "./claim";
import { attemptIds, type Bench, csvOf } from "./engine-bench";
import { type Accepted, acceptedAs, evidence } from "./fake-open-connectors";
import { LeaseLost, moveBatch } from "./job-store";
import { noteLateAnswer } from "./late-answer";
import { isAsked } from "./question-bench";
import { lost } from "./upstream-answers";

let bench: Bench;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
});

const eventsOf = ({ events }: Job) => events.map(({ kind }) => kind);

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
    // Renewed so rarely that it is not renewed before it is taken over.
    bench.another({ leaseMs: 180_000 }).start();
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
    const [attemptId = ""] = await attemptIds(bench);
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
