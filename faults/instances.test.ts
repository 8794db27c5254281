import { afterAll, beforeAll, expect, test } from "vitest";
import { checkInvariants } from "./fixtures/checker";
import type { Program } from "./fixtures/program";
import { waitUntil } from "./fixtures/wait-until";
import { createWorld, type World } from "./fixtures/world";

let world: World;
let other: Program;
beforeAll(async () => {
  world = await createWorld({ recordsPerSecond: 40 });
  other = await world.another();
  await Promise.all([world.program.start(), other.start()]);
  await world.client.signIn();
});
afterAll(() => world.close());

const isOnItsWay = async (jobId: string, statuses: string[]) => {
  const rows = await world.postgres.query(
    "select 1 from batches where job_id = $1 and status = any($2) limit 1",
    [jobId, statuses],
  );
  return rows.length > 0;
};

test("two instances share the work; one dies with work in flight, and the other finishes it", async () => {
  const { program, toUpstream } = world;
  const jobs = [await world.submit("eloqua", 150), await world.submit("freshbooks", 150)];
  await waitUntil(async () => isOnItsWay(jobs[0]?.jobId ?? "", ["running"]), "the first part runs");
  toUpstream.set({ bytesPerSecond: 3_000 });
  await Promise.all([world.submit("freshbooks", 80), world.submit("eloqua", 80)]);
  // Whichever has a POST on its way at this moment.
  await waitUntil(
    async () => (await world.postgres.query("select 1 from batches where status = 'started'")).length > 0,
    "something is being sent",
  );
  await other.end("SIGKILL");
  toUpstream.set({});
  expect(program.isRunning()).toBe(true);
  await checkInvariants(world, { withinMs: 90_000 });
});

test("one that stood still past its lease and goes on writes nothing, and what it did is found", async () => {
  if (!other.isRunning()) await other.start();
  const { toUpstream, program } = world;
  toUpstream.set({ bytesPerSecond: 1_500 });
  const { jobId } = await world.submit("eloqua", 100);
  await waitUntil(() => isOnItsWay(jobId, ["started"]), "it is being sent");
  const [{ lease_owner: owner } = { lease_owner: "" }] = await world.postgres.query<{ lease_owner: string }>(
    "select lease_owner from batches where job_id = $1 and status = 'started'",
    [jobId],
  );
  for (const each of [program, other]) each.signal("SIGSTOP");
  await waitUntil(async () => {
    const [row] = await world.postgres.query<{ over: boolean }>(
      "select lease_until < now() as over from batches where job_id = $1 and lease_owner = $2",
      [jobId, owner],
    );
    return row === undefined || row.over;
  }, "the lease has run out");
  toUpstream.set({});
  for (const each of [program, other]) each.signal("SIGCONT");
  await checkInvariants(world, { withinMs: 90_000 });
});

test("a clock that jumps by ten minutes, forwards and back, ends no lease and no session", async () => {
  const { program } = world;
  const jobs = [world.submit("eloqua", 120), world.submit("freshbooks", 120)];
  for (const clockMs of [600_000, -600_000, 3_600_000, 0]) {
    await program.orders.give({ clockMs });
    await world.submit("eloqua", 3);
  }
  await Promise.all(jobs);
  const account = await checkInvariants(world, { withinMs: 90_000 });
  expect(account.unknown).toBeLessThanOrEqual(account.rows);
  expect((await world.client.call("GET", "/api/me")).status).toBe(200);
});
