import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkInvariants } from "./fixtures/checker";
import { isShare } from "./fixtures/share";
import { waitUntil } from "./fixtures/wait-until";
import { createWorld, type World } from "./fixtures/world";

let world: World;
beforeAll(async () => {
  world = await createWorld({ recordsPerSecond: 20 });
  await world.program.start();
});
afterAll(() => world.close());
beforeEach(() => world.client.signIn());
afterEach(async () => {
  const account = await checkInvariants(world);
  expect(account.byStatus).toEqual({ completed: world.submissions.length });
});

const away = isShare ? 8_000 : 60_000;

/** Uploads and imports under way: some staged, some sent, some followed. */
async function load(): Promise<() => Promise<void>> {
  // The stand-in takes its time for each row: half of them are under way as long as the share's shorter strikes last.
  const part = isShare ? 2 : 1;
  await world.submit("eloqua", 60 / part);
  const more = Promise.all([world.submit("freshbooks", 90 / part), world.submit("eloqua", 30 / part)]);
  return async () => void (await more);
}

const seconds = async (work: () => Promise<unknown>) => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1_000;
};

describe("PostgreSQL under load", () => {
  test("killed with SIGKILL and started again: nothing is lost, nothing is sent twice", async () => {
    const loaded = await load();
    await world.postgres.kill();
    await world.postgres.start();
    await loaded();
  });

  test("ended without a good-bye (-m immediate) and started again, again and again", async () => {
    const loaded = await load();
    for (let time = 0; time < (isShare ? 2 : 6); time += 1) {
      await world.postgres.stop("immediate");
      await world.postgres.start();
      await waitUntil(async () => (await world.client.call("GET", "/api/me")).status === 200, "it answers");
    }
    await loaded();
  });

  test("away for a while: every answer is 503 in time, pages can be read, and everything goes on afterwards", async () => {
    const { client, postgres, program } = world;
    const loaded = await load();
    await postgres.stop("fast");
    const until = performance.now() + away;
    while (performance.now() < until) {
      const took = await seconds(async () => {
        const answer = await client.call("GET", "/api/jobs");
        expect([answer.status, Number(answer.headers.get("retry-after"))]).toEqual([503, 2]);
      });
      expect(took).toBeLessThan(5);
      for (const path of ["/jobs", "/sign-in", "/imports/new", "/people"]) {
        const page = await client.call("GET", path, { headers: { accept: "text/html" } });
        expect([path, page.status]).toEqual([path, 200]);
        expect(page.text).toContain("Hubload cannot reach its database.");
      }
    }
    expect((await client.call("GET", "/api/health")).status).toBe(200);
    expect(program.isRunning()).toBe(true);
    await postgres.start();
    await loaded();
  });

  test("a connection that went silent without ending costs a call five seconds, and none after it is back", async () => {
    const { client, toDatabase } = world;
    await world.submit("eloqua", 20);
    toDatabase.set({ blackhole: true });
    const took = await seconds(async () => {
      const answer = await client.call("GET", "/api/jobs");
      expect(answer.status).toBe(503);
    });
    expect(took).toBeLessThan(7);
    toDatabase.set({});
    // Not even the connections that were open meanwhile are waited for.
    await waitUntil(async () => (await client.call("GET", "/api/jobs")).status === 200, "it answers", 10_000);
    expect(await seconds(() => client.call("GET", "/api/jobs"))).toBeLessThan(3);
  });

  test("a network that is slow, cuts bytes into pieces and resets connections changes nothing", async () => {
    const { toDatabase } = world;
    toDatabase.set({ latencyMs: 3, sliceBytes: 700 });
    const loaded = await load();
    for (let time = 0; time < 5; time += 1) {
      toDatabase.reset();
      await waitUntil(async () => (await world.client.call("GET", "/api/me")).status === 200, "it answers");
    }
    toDatabase.set({});
    await loaded();
  });
});

test("a start without a database ends at once and names the variable, never the password", async () => {
  const other = await world.another();
  world.toDatabase.refuse(true);
  const failure = await other.start().then(
    () => "",
    (error: unknown) => String(error),
  );
  world.toDatabase.refuse(false);
  expect(failure).toMatch(
    /Hubload cannot start:\nDATABASE_URL: PostgreSQL cannot be used at 127\.0\.0\.1:\d+/,
  );
  expect(failure).not.toContain(new URL(world.postgres.url).password);
});
