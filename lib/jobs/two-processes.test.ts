import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startSandbox } from "../../sandbox/server";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { kindsOf } from "./control-bench";
import { type Bench, createBench } from "./engine-bench";
import { openUpstream, type Upstream } from "./sandbox-bench";

/** Two programs on one PostgreSQL and one folder, each a process of its own, against a stand-in over HTTP. */
let bench: Bench;
let upstream: Upstream;
let startEngine: () => Promise<ChildProcess>;
let end: () => Promise<void>;

const script = fileURLToPath(new URL("./engine-process.ts", import.meta.url));
const leaseMs = 1_000;

beforeEach(async () => {
  const { url, drop } = await createTestDatabase();
  bench = await createBench(url);
  let upstreamUrl = "";
  upstream = await openUpstream(async (speed) => {
    const sandbox = await startSandbox(speed);
    upstreamUrl = sandbox.url;
    return sandbox;
  });
  const engines: ChildProcess[] = [];
  startEngine = async () => {
    const settings = JSON.stringify({
      databaseUrl: url,
      directory: path.dirname(bench.uploads.pathOf("any")),
      upstreamUrl,
      ...upstream.secrets,
      leaseMs,
      askAfterMs: 20_000,
    });
    const engine = spawn(
      process.execPath,
      ["--conditions=react-server", "--import", "tsx", script, settings],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    engines.push(engine);
    if (engine.stdout) await once(engine.stdout, "data");
    return engine;
  };
  end = async () => {
    for (const engine of engines) await killed(engine);
    await upstream.close();
    await bench.close();
    await drop();
  };
});
afterEach(() => end());

async function killed(engine: ChildProcess): Promise<void> {
  if (engine.exitCode !== null || engine.signalCode !== null) return;
  engine.kill("SIGKILL");
  await once(engine, "exit");
}

const contacts = (records: number) =>
  `C_EmailAddress\n${Array.from({ length: records }, (_, at) => `c${at + 1}@two.example.com\n`).join("")}`;
const submit = () =>
  bench.submit(contacts(150), { connectionId: upstream.idOf("eloqua"), objectName: "contact" });

/** The upload is taken, and its answer comes only after so long. */
const lateReply = (delayMs: number) =>
  upstream.control({ rules: [{ method: "POST", path: "/bulk/*", when: "after", delayMs }] });

/** Sent, and taken: the answer is all that is missing. */
async function sentWithoutAnswer(id: string): Promise<void> {
  await bench.until(id, ({ batches }) => batches[0]?.status === "started");
  await expect.poll(async () => (await upstream.ledger()).uploads.length, { timeout: 20_000 }).toBe(1);
}

async function expectEachOnce(): Promise<void> {
  const records = await upstream.records("eloqua", "contact");
  const emails = records.flatMap((record) =>
    String(record.C_EmailAddress).endsWith("@two.example.com") ? [String(record.C_EmailAddress)] : [],
  );
  expect(emails).toHaveLength(150);
  expect(new Set(emails).size).toBe(150);
  expect((await upstream.ledger()).uploads).toHaveLength(2);
}

describe("two programs on one database", () => {
  test("one is killed with a part in flight: the other finds it, finishes the import, and nothing is sent twice", async () => {
    await lateReply(60_000);
    const first = await startEngine();
    const job = await submit();
    await sentWithoutAnswer(job.id);
    await killed(first);
    await startEngine();
    const ended = await bench.until(job.id, "completed");
    expect(ended.rows).toMatchObject({ succeeded: 150, unknown: 0, failed: 0 });
    expect(kindsOf(ended)).toContain("adopted");
    await expectEachOnce();
  }, 90_000);

  test("one is frozen past its lease and wakes up late: what it writes then is refused, and nothing is sent twice", async () => {
    await lateReply(60_000);
    const first = await startEngine();
    const job = await submit();
    await sentWithoutAnswer(job.id);
    first.kill("SIGSTOP");
    await startEngine();
    const ended = await bench.until(job.id, "completed");
    const before = await bench.database.selectFrom("batches").selectAll().orderBy("index").execute();
    first.kill("SIGCONT");
    const late = await bench.until(job.id, (now) => kindsOf(now).includes("late_answer"));
    expect(await bench.database.selectFrom("batches").selectAll().orderBy("index").execute()).toEqual(before);
    expect(late).toMatchObject({ status: "completed", rows: ended.rows, batches: ended.batches });
    await expectEachOnce();
  }, 90_000);

  test("a job that is paused by a person while one program dies stays paused in the other", async () => {
    await lateReply(60_000);
    const first = await startEngine();
    const job = await submit();
    await sentWithoutAnswer(job.id);
    await bench.jobs.control(job.id, { control: "pause" }, { id: "person-2", name: "Ben Ward" });
    await killed(first);
    await startEngine();
    const paused = await bench.until(job.id, "paused");
    expect(paused.rows).toMatchObject({ succeeded: 10, notTried: 140 });
    expect((await upstream.ledger()).uploads).toHaveLength(1);
    await bench.jobs.control(job.id, { control: "resume" }, { id: "person-2", name: "Ben Ward" });
    await bench.until(job.id, "completed");
    await expectEachOnce();
  }, 90_000);
});
