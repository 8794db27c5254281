import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signatureKey } from "../e2e/fixtures/start-sandbox";
import { checkInvariants } from "./fixtures/checker";
import { isShare } from "./fixtures/share";
import { waitUntil } from "./fixtures/wait-until";
import { createWorld, type World } from "./fixtures/world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.program.start();
  await world.client.signIn();
});
afterAll(() => world.close());

/** Milliseconds of so many calls that a page makes, one behind the other, the slowest last. */
async function timesOf(calls: number): Promise<number[]> {
  const times: number[] = [];
  for (let made = 0; made < calls; made += 1) {
    const begun = performance.now();
    expect((await world.client.call("GET", "/api/jobs")).status).toBe(200);
    times.push(performance.now() - begun);
  }
  return times.sort((one, other) => one - other);
}

describe("whoever reads the log", () => {
  test("may stand still or go away: the program sends, follows and ends all the same", async () => {
    const { program, sandbox } = world;
    program.stopReading();
    // Every call that fails is told in the log.
    await sandbox.control({ rules: [{ fault: "500", method: "GET", path: "/bulk/*/status", times: 5 }] });
    const { jobId } = await world.submit("eloqua", 30);
    await waitUntil(() => isAt(jobId, "completed"), "the import has ended", 60_000);
    expect(await program.end("SIGTERM")).toEqual({ code: 0, signal: null });
    await program.start();
    await checkInvariants(world);
  });
});

describe("a database that this release does not know", () => {
  test("one that a later release has changed is not touched: the start ends at once and says so in a line", async () => {
    const { program, postgres } = world;
    await program.end("SIGTERM");
    await postgres.query("insert into kysely_migration (name, timestamp) values ('999-later', 'now')");
    await expect(program.start()).rejects.toThrow(/ended with 1 .*\n?.*999-later/s);
    await postgres.query("delete from kysely_migration where name = '999-later'");
    await program.start();
    await world.client.signIn();
  });

  test("a word in it that nobody knows holds up its own import, and no other one", async () => {
    const { postgres, client } = world;
    const known = await world.submit("eloqua", 3);
    await waitUntil(() => isAt(known.jobId, "completed"), "the import has ended");
    const strange = await world.submit("eloqua", 3);
    await waitUntil(() => isAt(strange.jobId, "completed"), "the import has ended");
    const set = (status: string) =>
      postgres.query("update batches set status = $2, next_action_at = now() where job_id = $1", [
        strange.jobId,
        status,
      ]);
    await set("teleported");
    const after = await world.submit("eloqua", 3);
    await waitUntil(() => isAt(after.jobId, "completed"), "the next one ends");
    expect((await client.call("GET", `/api/jobs/${known.jobId}`)).status).toBe(200);
    expect((await client.call("GET", "/api/jobs")).status).toBe(200);
    await waitUntil(() => world.program.output().includes("teleported"), "the log says it");
    await postgres.query("update batches set status = 'completed', next_action_at = null where job_id = $1", [
      strange.jobId,
    ]);
    await checkInvariants(world);
  });
});

describe("whoever floods it", () => {
  test("500 connections that say nothing, or half of a request, keep nobody waiting", async () => {
    const calm = await timesOf(20);
    const port = Number(new URL(world.program.url).port);
    const idle = await Promise.all(
      Array.from({ length: 500 }, async (_, at) => {
        const socket = connect(port, "127.0.0.1");
        // Read, so that its end is seen.
        socket.on("error", () => undefined).resume();
        await new Promise((resolve) => socket.once("connect", resolve));
        if (at % 2 === 0) socket.write("GET /api/jobs HTTP/1.1\r\nhost: localhost\r\nx-slow: ");
        return socket;
      }),
    );
    try {
      const busy = await timesOf(20);
      expect(middle(busy)).toBeLessThan(5 * middle(calm) + 100);
      if (!isShare) await cutOff(idle.filter((_, at) => at % 2 === 0));
    } finally {
      for (const socket of idle) socket.destroy();
    }
  });

  test("1,000 callbacks, 50 at once, are all kept, cause a few status calls, end nothing that has not ended, and other calls are answered between them", async () => {
    const { sandbox } = world;
    await sandbox.control({ connection: "eloqua", recordsPerSecond: 0.2 });
    const { jobId } = await world.submit("eloqua", 60);
    await waitUntil(() => isAt(jobId, "running"), "it runs");
    const upload = (await sandbox.uploads()).at(-1);
    const callback = callbackTo(upload?.callbackUrl ?? "", upload?.id ?? "");
    const before = await statusCalls(upload?.id ?? "");
    const answers: Answered[] = [];
    const begun = performance.now();
    const storm = async () => {
      for (let sent = 0; sent < 1_000 / 50; sent += 1) answers.push(await callback());
    };
    const all = Promise.all(Array.from({ length: 50 }, storm));
    const times = await timesOf(5);
    await all;
    const seconds = (performance.now() - begun) / 1_000;
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1_000);
    report(
      `${Math.round(1_000 / seconds)} a second, 50 at once, another call took ${Math.round(middle(times))} ms`,
      answers,
    );
    expect(await isAt(jobId, "running")).toBe(true);
    expect((await statusCalls(upload?.id ?? "")) - before).toBeLessThan(20 + 20 * seconds);
    await sandbox.control({ connection: "eloqua", recordsPerSecond: 0 });
    await checkInvariants(world);
  });

  test("500 callbacks a second for some seconds are all kept, and none is told to come again", async () => {
    const { sandbox } = world;
    await sandbox.control({ connection: "eloqua", recordsPerSecond: 0.2 });
    const submissions = await Promise.all([world.submit("eloqua", 60), world.submit("freshbooks", 60)]);
    for (const { jobId } of submissions) await waitUntil(() => hasBegun(jobId), "it runs or has ended");
    const callbacks = (await sandbox.uploads())
      .slice(-2)
      .map(({ callbackUrl, id }) => callbackTo(callbackUrl, id ?? ""));
    const usedBefore = processorMs(world.program.pid());
    const begun = performance.now();
    const answering: Promise<Answered>[] = [];
    for (let tick = 0; tick < 200; tick += 1) {
      // Ten each fiftieth of a second, however late the answers are.
      for (let sent = 0; sent < 10; sent += 1) {
        const callback = callbacks[sent % callbacks.length];
        if (callback) answering.push(callback());
      }
      await sleep(20);
    }
    const answers = await Promise.all(answering);
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(2_000);
    const seconds = (performance.now() - begun) / 1_000;
    const used = (processorMs(world.program.pid()) - usedBefore) / answers.length;
    report(
      `2,000 sent as 500 a second, all answered after ${seconds.toFixed(1)} s, ${used.toFixed(2)} ms of processor each`,
      answers,
    );
    await sandbox.control({ connection: "eloqua", recordsPerSecond: 0 });
    await checkInvariants(world);
  });
});

/** What a process has used so far. proc(5): the 14th and 15th word, in hundredths of a second. */
function processorMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const words = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(words[11]) + Number(words[12])) * 10;
}

interface Answered {
  status: number;
  ms: number;
}

/** Each call is another callback for the attempt, signed. */
function callbackTo(callbackUrl: string, bulkJobId: string): () => Promise<Answered> {
  const address = world.program.url + new URL(callbackUrl).pathname;
  let made = 0;
  return async () => {
    made += 1;
    const body = JSON.stringify({ id: bulkJobId, status: "COMPLETED", number: made });
    const begun = performance.now();
    const headers = { "elements-webhook-signature": sign(body) };
    const { status } = await fetch(address, { method: "POST", headers, body });
    return { status, ms: performance.now() - begun };
  };
}

function report(what: string, answers: readonly Answered[]): void {
  const times = answers.map(({ ms }) => ms).sort((one, other) => one - other);
  const [half, most] = [0.5, 0.99].map((share) => Math.round(times[Math.floor(times.length * share)] ?? 0));
  process.stdout.write(
    `callbacks: ${what}; half were answered within ${half} ms, 99 of 100 within ${most} ms\n`,
  );
}

const sign = (body: string) => `sha256=${createHmac("sha256", signatureKey).update(body).digest("base64")}`;

const middle = (times: readonly number[]) => times[Math.floor(times.length / 2)] ?? 0;

/** Half a request is given a minute, and Node looks for such ones every half a minute. */
const cutOff = (sockets: readonly Socket[]) =>
  waitUntil(
    () => sockets.every((socket) => socket.readableEnded || socket.destroyed),
    "they are cut off",
    120_000,
  );

async function statusCalls(bulkJobId: string): Promise<number> {
  const { counts } = await world.sandbox.requests();
  return Object.entries(counts).reduce(
    (sum, [call, times]) => sum + (call.includes(`/bulk/${bulkJobId}/status`) ? times : 0),
    0,
  );
}

async function hasBegun(jobId: string): Promise<boolean> {
  const [job] = await world.postgres.query("select status from jobs where id = $1", [jobId]);
  return !["queued", "sending"].includes(job?.status);
}

async function isAt(jobId: string, status: string): Promise<boolean> {
  const [job] = await world.postgres.query("select status from jobs where id = $1", [jobId]);
  return job?.status === status;
}
