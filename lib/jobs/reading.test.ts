import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { jobAnswer, jobRowsAnswer, jobsAnswer } from "../api-contract/jobs";
import { type Bench, createBench, csvOf, person } from "./engine-bench";
import { acceptedAs, completed, failure } from "./fake-open-connectors";

let bench: Bench;
let end: () => Promise<void>;
const other = { id: "person-2", name: "John Doe" };

beforeAll(async () => {
  const { url, drop } = await createTestDatabase();
  bench = await createBench(url);
  end = async () => {
    await bench.close();
    await drop();
  };
});
afterAll(() => end());

describe("the list of jobs", () => {
  test("shows all newest first in pages of 50, what is under way, what needs somebody, and one's own", async () => {
    for (let at = 0; at < 53; at += 1) await bench.submit(csvOf(1), { connectionId: "1" });
    const uploadId = await bench.stage(csvOf(1), { ownerId: other.id });
    const body = {
      connectionId: "1",
      objectName: "customers",
      uploadId,
      fileName: "theirs.csv",
      confirmed: true,
    };
    const theirs = await bench.jobs.submit(other, randomUUID(), body);
    const setStatus = (number: number, status: "completed" | "needs_decision") =>
      bench.database
        .updateTable("jobs")
        .set({ status, needs_person: status === "needs_decision" })
        .where("number", "=", number)
        .execute();
    await setStatus(1, "completed");
    await setStatus(2, "needs_decision");

    const first = await bench.jobs.list({ show: "all" }, person);
    expect(jobsAnswer.parse(first)).toEqual(first);
    expect(first.jobs.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, at) => 54 - at));
    expect(first.counts).toEqual({ all: 54, running: 52, needsYou: 1, failed: 0, open: 0 });
    const second = await bench.jobs.list({ show: "all", cursor: first.next ?? "" }, person);
    expect(second.jobs.map(({ number }) => number)).toEqual([4, 3, 2, 1]);
    expect(second.next).toBeNull();

    expect((await bench.jobs.list({ show: "needs_you" }, person)).jobs.map(({ number }) => number)).toEqual([
      2,
    ]);
    expect((await bench.jobs.list({ show: "mine" }, other)).jobs.map(({ id }) => id)).toEqual([theirs.id]);
    const running = await bench.jobs.list({ show: "running" }, person);
    expect(running.jobs.every(({ status }) => status === "queued")).toBe(true);
    for (const cursor of ["nonsense", "1.5", "1e999", "1e300"])
      expect((await bench.jobs.list({ show: "all", cursor }, person)).jobs).toEqual([]);
  });

  test("finds what is asked for all the time by an index, however many jobs there are", async () => {
    const plan = async (query: ReturnType<typeof sql>) => {
      const { rows } = await bench.database.connection().execute(async (connection) => {
        await sql`set enable_seqscan = off`.execute(connection);
        return sql<{ "QUERY PLAN": string }>`explain ${query}`.execute(connection);
      });
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    };
    const open = sql`status in ('queued', 'sending', 'running', 'paused', 'cancelling')`;
    expect(await plan(sql`select count(*) from jobs where ${open}`)).toContain("jobs_under_way");
    expect(
      await plan(
        sql`select min(greatest(next_action_at, lease_until)) from batches where next_action_at is not null`,
      ),
    ).toMatch(/due_batches|batches_in_turn/);
    expect(await plan(sql`select * from jobs where number < 50 order by number desc limit 51`)).toContain(
      "jobs_number_key",
    );
  });
});

describe("one job", () => {
  test("answers in the form of the contract, and its records add up at every moment", async () => {
    bench.upstream.on.send = async (_upload, accept) => {
      const job = await accept();
      job.status = completed(job.records, 1);
      job.errors = [failure(2)];
      return acceptedAs(job);
    };
    const { id } = await bench.submit(csvOf(1_200), { mapping: { columns: [1, 2] }, connectionId: "2" });
    bench.jobs.start();
    const job = await bench.until(id, (now) => {
      const { total, succeeded, failed, unknown, notTried } = now.rows;
      const onItsWay = now.batches
        .filter(({ status }) => ["intended", "started", "running"].includes(status))
        .reduce((sum, batch) => sum + batch.lastRow - batch.firstRow + 1, 0);
      expect(succeeded + failed + unknown + notTried + onItsWay).toBe(total);
      return now.status === "completed_with_failures";
    });
    expect(jobAnswer.parse({ job })).toEqual({ job });
    expect(job).toMatchObject({ mapping: { columns: [1, 2] }, rows: { succeeded: 1_197, failed: 3 } });
    const page = await bench.jobs.rows(id, { outcome: "failed" });
    expect(jobRowsAnswer.parse(page)).toEqual(page);
    expect(page?.rows.map(({ row }) => row)).toEqual([2, 12, 1_012]);
    expect(await bench.jobs.rows("nobody", { outcome: "failed" })).toBeUndefined();
    expect(await bench.jobs.get("nobody")).toBeUndefined();
    expect(await bench.jobs.rows("a\0b", { outcome: "failed" })).toBeUndefined();
    expect(await bench.jobs.get("a\0b")).toBeUndefined();
  });

  test("its audit trail can be added to and never changed", async () => {
    await expect(sql`update audit_events set detail = 'nothing'`.execute(bench.database)).rejects.toThrow(
      "append-only",
    );
    await expect(sql`delete from audit_events`.execute(bench.database)).rejects.toThrow("append-only");
    await expect(sql`truncate audit_events`.execute(bench.database)).rejects.toThrow("append-only");
  });
});
