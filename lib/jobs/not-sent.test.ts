import { rename, writeFile } from "node:fs/promises";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { Job } from "../api-contract/jobs";
import type { SendResult } from "../open-connectors/send-result";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { type Bench, csvOf, quickPace } from "./engine-bench";
import { acceptedAs, evidence } from "./fake-open-connectors";

let bench: Bench;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
});

const notSent = (more: Partial<Extract<SendResult, { kind: "not_sent" }>> = {}): SendResult => ({
  kind: "not_sent",
  reason: "Open Connectors cannot be reached. No row was sent.",
  evidence: { ...evidence, bodyBytesSent: 0, httpStatus: null },
  ...more,
});

describe("a POST that proves itself not sent", () => {
  test("is tried again by itself until it goes, each time as a new attempt, and there is one accepted POST", async () => {
    const { send } = bench.upstream.on;
    bench.upstream.on.send = async () => notSent();
    const job = await bench.submit(csvOf(3));
    bench.jobs.start();
    const isToldOf = ({ message }: Job) => message?.includes("keeps trying") ?? false;
    await bench.until(job.id, (now) => isToldOf(now) && bench.upstream.calls.send > 2);
    bench.upstream.on.send = send;
    const ended = await bench.until(job.id, "completed");
    expect(ended.message).toBeNull();
    const attempts = await bench.database
      .selectFrom("attempts")
      .select(["number", "status"])
      .orderBy("number")
      .execute();
    const statuses = attempts.map(({ status }) => status);
    expect(statuses.pop()).toBe("accepted");
    expect(statuses.length).toBeGreaterThan(1);
    expect(new Set(statuses)).toEqual(new Set(["not_sent"]));
    expect(bench.upstream.accepted).toHaveLength(1);
  });

  test("what the upstream asks to wait holds back the whole connection", async () => {
    bench.upstream.on.send = async ({ connectionId }, accept) =>
      connectionId === "1" ? notSent({ retryAfterMs: 120_000 }) : acceptedAs(await accept());
    const [first, second] = [
      await bench.submit(csvOf(3), { connectionId: "1" }),
      await bench.submit(csvOf(3), { connectionId: "1" }),
    ];
    const patient = bench.another({
      retryMs: { ...quickPace.retryMs, shortest: 10, longest: 50, longestWait: 600_000 },
    });
    patient.start();
    await bench.until(first.id, ({ message }) => message !== null);
    const elsewhere = await bench.submit(csvOf(3), { connectionId: "2" });
    await bench.until(elsewhere.id, "completed");
    // One POST for the first, one elsewhere, none for the second.
    expect(bench.upstream.calls.send).toBe(2);
    const due = await bench.database
      .selectFrom("batches")
      .select(sql<number>`extract(epoch from next_action_at - now())::float8`.as("seconds"))
      .where("job_id", "in", [first.id, second.id])
      .execute();
    expect(due).toHaveLength(2);
    for (const { seconds } of due) expect(seconds).toBeGreaterThan(1);
  });

  test("a token that was renewed is not a refusal", async () => {
    let tries = 0;
    bench.upstream.on.send = async (_upload, accept) => {
      tries += 1;
      if (tries > 1) return acceptedAs(await accept());
      return {
        kind: "refused",
        status: 401,
        reason: "The token is not accepted.",
        tokenChanged: true,
        evidence,
      };
    };
    const job = await bench.submit(csvOf(3));
    bench.jobs.start();
    await bench.until(job.id, "completed");
    expect(bench.upstream.accepted).toHaveLength(1);
  });
});

describe("a refusal", () => {
  test("ends the job as rejected with the connector's words, and no row was tried", async () => {
    bench.upstream.on.send = async () => ({
      kind: "refused",
      status: 400,
      reason: "Bulk upload is disabled for customers.",
      evidence,
    });
    const job = await bench.submit(csvOf(200));
    bench.jobs.start();
    const ended = await bench.until(job.id, "rejected");
    expect(ended.message).toContain("Bulk upload is disabled for customers.");
    expect(ended.rows).toMatchObject({ total: 200, succeeded: 0, failed: 0, unknown: 0, notTried: 200 });
    expect(ended.endedAt).not.toBeNull();
    expect(bench.upstream.calls.send).toBe(1);
    const page = await bench.jobs.rows(job.id, { outcome: "not_tried" });
    expect(page?.rows).toHaveLength(100);
    expect(page?.rows[0]).toMatchObject({
      row: 1,
      fileRows: [2],
      reason: "Bulk upload is disabled for customers.",
      values: { name: "Zoë, 1", email: "c1@example.com" },
    });
  });

  test("of a later part leaves what was done as done: stopped", async () => {
    bench.upstream.on.send = async (_upload, accept) => {
      if (bench.upstream.accepted.length === 0) return acceptedAs(await accept());
      return { kind: "refused", status: 403, reason: "No permission.", evidence };
    };
    const job = await bench.submit(csvOf(200));
    bench.jobs.start();
    const ended = await bench.until(job.id, "stopped");
    expect(ended.rows).toMatchObject({ succeeded: 10, notTried: 190 });
  });

  test("the object is gone: said before any byte leaves", async () => {
    const { UpstreamError } = await import("../open-connectors/errors");
    bench.upstream.openConnectors.fields = async () => {
      throw new UpstreamError("not_found", "There is no such object.");
    };
    const job = await bench.submit(csvOf(3), { objectName: "customersV1" });
    bench.jobs.start();
    const ended = await bench.until(job.id, "rejected");
    expect(ended.message).toContain("no longer has the object customersV1");
    expect(bench.upstream.calls.send).toBe(0);
  });

  const stagedFile = async () => {
    const { upload_id } = await bench.database
      .selectFrom("jobs")
      .select("upload_id")
      .executeTakeFirstOrThrow();
    return bench.uploads.pathOf(upload_id);
  };

  test("a staged file that is missing holds the import back, and it goes on when the file is there again", async () => {
    const job = await bench.submit(csvOf(3));
    const file = await stagedFile();
    await rename(file, `${file}.elsewhere`);
    bench.jobs.start();
    const held = await bench.until(job.id, ({ message }) => message !== null);
    expect(held).toMatchObject({ status: "queued", message: expect.stringContaining("missing") });
    expect(bench.upstream.calls.send).toBe(0);
    await rename(`${file}.elsewhere`, file);
    expect((await bench.until(job.id, "completed")).rows.succeeded).toBe(3);
  });

  test("a staged file that is another one is refused before any byte leaves", async () => {
    const job = await bench.submit(csvOf(3));
    await writeFile(await stagedFile(), csvOf(3).toUpperCase());
    bench.jobs.start();
    expect((await bench.until(job.id, "rejected")).message).toContain("no longer the one");
    expect(bench.upstream.calls.send).toBe(0);
  });
});
