import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startSandbox } from "../../sandbox/server";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { Job } from "../api-contract/jobs";
import type { Bench } from "./engine-bench";
import type { Pace } from "./pace";
import { openEngine, openUpstream, type Upstream } from "./sandbox-bench";

/** The engine with the real client against a stand-in of its own: real HTTP, real files, a real database. */
let bench: Bench;
let upstream: Upstream;
let control: Upstream["control"];
let ledger: Upstream["ledger"];
let begin: (pace?: Partial<Pace>) => Promise<void>;
let end: () => Promise<void>;

beforeEach(async () => {
  upstream = await openUpstream(startSandbox);
  ({ control, ledger } = upstream);
  begin = async (pace) => {
    const engine = await openEngine(upstream, await createTestDatabase(), pace);
    bench = engine.bench;
    end = async () => {
      await engine.close();
      await upstream.close();
    };
  };
});
afterEach(() => end());

const contacts = (records: number, emailOf = (row: number) => `c${row}@example.com`) =>
  `C_EmailAddress,C_FirstName\n${Array.from({ length: records }, (_, at) => `${emailOf(at + 1)},"Zoë, ""${at}""\nMay"\n`).join("")}`;
const submit = (csv: string) =>
  bench.submit(csv, {
    connectionId: upstream.idOf("eloqua"),
    objectName: "contact",
    fileName: "Kontakte – Zoë.csv",
  });
const sha256 = (bytes: string | Buffer) => createHash("sha256").update(bytes).digest("hex");

describe("against a stand-in over HTTP", () => {
  test("2,500 records arrive as they were staged, part by part, each once, and every row is accounted for", async () => {
    await begin();
    const csv = contacts(2_500);
    const job = await submit(csv);
    const ended = await bench.until(job.id, "completed");
    expect(ended.rows).toMatchObject({ total: 2_500, succeeded: 2_500, failed: 0, unknown: 0, notTried: 0 });
    const { uploads } = await ledger();
    const bytes = Buffer.from(csv);
    const planned = await bench.database
      .selectFrom("batches")
      .select(["byte_start", "byte_end"])
      .orderBy("index")
      .execute();
    const header = bytes.subarray(0, "C_EmailAddress,C_FirstName\n".length);
    expect(uploads.map((upload) => upload.sha256)).toEqual(
      planned.map(({ byte_start, byte_end }) =>
        sha256(Buffer.concat([header, bytes.subarray(byte_start, byte_end)])),
      ),
    );
    expect(ended.batches.map(({ bulkJobId }) => bulkJobId)).toEqual(uploads.map(({ id }) => id));
  });

  test("rows that are refused come back with the connector's words and their own values", async () => {
    await begin();
    const job = await submit(contacts(5, (row) => (row === 3 ? "" : `c${row}@example.com`)));
    const ended = await bench.until(job.id, "completed_with_failures");
    expect(ended.rows).toMatchObject({ total: 5, succeeded: 4, failed: 1 });
    const page = await bench.jobs.rows(job.id, { outcome: "failed" });
    expect(page?.rows).toMatchObject([
      { row: 3, fileRows: [4], values: { C_EmailAddress: "", C_FirstName: 'Zoë, "2"\nMay' } },
    ]);
    expect(page?.rows[0]?.reason).not.toBe("");
  });

  test("lines that end with CR LF are read as those with LF, and sent as they were staged", async () => {
    await begin();
    const csv = "C_EmailAddress,C_FirstName\r\nc1@example.com,Ada\r\n,Ben\r\nc3@example.com,Cy\r\n";
    const job = await submit(csv);
    const ended = await bench.until(job.id, "completed_with_failures");
    expect(ended.rows).toMatchObject({ total: 3, succeeded: 2, failed: 1 });
    const page = await bench.jobs.rows(job.id, { outcome: "failed" });
    expect(page?.rows).toMatchObject([{ row: 2, values: { C_EmailAddress: "", C_FirstName: "Ben" } }]);
    expect((await ledger()).uploads.map((upload) => upload.sha256)).toEqual([sha256(csv)]);
  });

  test("the reply is lost after the job was made: found by its mark, sent once", async () => {
    await control({ dropReply: 1 });
    await begin();
    const job = await submit(contacts(5));
    const ended = await bench.until(job.id, "completed");
    expect(kinds(ended)).toContain("adopted");
    expect((await ledger()).uploads).toHaveLength(1);
  });

  test("the reply is lost and the list shows no marks: the callback tells, and it is adopted", async () => {
    await control({ dropReply: 1, listJobs: "empty" });
    await begin();
    const job = await submit(contacts(5));
    await bench.until(job.id, "completed");
    expect((await ledger()).uploads).toHaveLength(1);
  });

  test("the reply is lost and nothing proves that it arrived: a person is asked, it is not sent again", async () => {
    await control({ dropReply: 1, listJobs: "empty", callback: false });
    await begin();
    const job = await submit(contacts(5));
    const asked = await bench.until(job.id, "needs_decision");
    expect(asked.rows.unknown).toBe(5);
    expect((await ledger()).uploads).toHaveLength(1);
  });

  test("a fault after the whole body is not a reason to send again", async () => {
    await control({ uploadStatus: { status: 502, when: "after" }, listJobs: "full", callback: false });
    await begin();
    const job = await submit(contacts(5));
    await bench.until(job.id, "needs_decision");
    expect((await ledger()).uploads).toHaveLength(1);
  });

  test("503 before the body, twice: waited for, then sent once", async () => {
    await control({ uploadStatus: { status: 503, when: "before", times: 2 } });
    await begin();
    const job = await submit(contacts(5));
    const ended = await bench.until(job.id, "completed");
    expect(kinds(ended).filter((kind) => kind === "not_sent")).toHaveLength(2);
    expect((await ledger()).uploads.filter(({ id }) => id !== null)).toHaveLength(1);
  });

  test("a job that the vendor stops: what is not proved is not confirmed, later parts are not tried", async () => {
    await control({ stopJob: { afterRecords: 4, status: "ERROR" } });
    await begin();
    const job = await submit(contacts(200));
    const ended = await bench.until(job.id, "stopped");
    expect(ended.rows).toMatchObject({ succeeded: 0, notTried: 190 });
    expect(ended.rows.unknown + ended.rows.failed).toBe(10);
    expect((await ledger()).uploads).toHaveLength(1);
  });

  test("a callback ends a job long before the next status call", async () => {
    await control({ recordsPerSecond: 200 });
    await begin({ followMs: { shortest: 600_000, longest: 600_000, idle: 600_000, idleAfter: 1e9 } });
    const job = await submit(contacts(20));
    await bench.until(job.id, "completed");
    expect((await ledger()).callbacks.map(({ answer }) => answer)).toEqual([202]);
  });

  test("an import ends the same with its callbacks and without a single one", async () => {
    await begin();
    const csv = (name: string) => contacts(150, (row) => (row % 7 === 0 ? "" : `${name}${row}@example.com`));
    const ends = [];
    for (const callback of [true, false]) {
      await control({ connection: "eloqua", callback });
      const before = (await ledger()).callbacks.length;
      const job = await submit(csv(callback ? "called" : "silent"));
      const ended = await bench.until(job.id, "completed_with_failures");
      const failed = await bench.jobs.rows(job.id, { outcome: "failed" });
      const callbacks = async () => (await ledger()).callbacks.length - before;
      // One for each part: those that come after the end are not counted to the next import.
      if (callback) await expect.poll(callbacks, { timeout: 20_000 }).toBe(ended.batches.length);
      else expect(await callbacks()).toBe(0);
      ends.push({
        rows: ended.rows,
        parts: ended.batches.map(({ status, upstreamStatus, processed }) => [
          status,
          upstreamStatus,
          processed,
        ]),
        failed: failed?.rows.map(({ row, reason }) => [row, reason]),
      });
    }
    expect(ends[1]).toEqual(ends[0]);
    expect(ends[0]?.rows).toMatchObject({ total: 150, failed: 21, succeeded: 129 });
  });

  test("a token that changes while parts are sent and followed is read again, and nothing waits or is sent twice", async () => {
    await begin();
    await control({ connection: "eloqua", recordsPerSecond: 400, callback: false });
    const job = await submit(contacts(1_500));
    await bench.until(job.id, ({ batches }) => batches[1]?.status === "running");
    await control({ connection: "eloqua", rotateToken: true });
    const ended = await bench.until(job.id, "completed");
    expect(ended.rows).toMatchObject({ succeeded: 1_500 });
    expect(ended.events.map(({ kind }) => kind)).not.toContain("connection_held");
    expect((await ledger()).uploads).toHaveLength(3);
  });
});

const kinds = ({ events }: Job) => events.map(({ kind }) => kind);
