import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkInvariants } from "./fixtures/checker";
import { fill, mountDisk, unmountDisk } from "./fixtures/disk";
import { submitSlowly } from "./fixtures/submit-slowly";
import { waitUntil } from "./fixtures/wait-until";
import { createWorld, type World } from "./fixtures/world";

/** A new cluster needs some 60. */
const diskMiB = 200;
let folder: string;
let world: World;

beforeAll(async () => {
  folder = mountDisk(diskMiB);
  world = await createWorld({ databaseDir: folder });
  await world.program.start();
  await world.client.signIn();
});
afterAll(async () => {
  await world.close();
  unmountDisk(folder);
});

const create = () =>
  world.client.call("POST", "/api/uploads", {
    headers: { "tus-resumable": "1.0.0", "upload-length": "1" },
  });

async function statusOf(jobId: string): Promise<string | undefined> {
  const [job] = await world.postgres.query<{ status: string }>("select status from jobs where id = $1", [
    jobId,
  ]);
  return job?.status;
}

const triesOf = (jobId: string) => world.postgres.query("select 1 from attempts where job_id = $1", [jobId]);

describe("the disk of the database is full", () => {
  test("while a part is on its way: what cannot be written down is 503 and says why, and the import goes on when there is room", async () => {
    const { toUpstream, program } = world;
    const { jobId } = await submitSlowly(world);
    const giveBack = fill(folder);
    let refused = await create();
    // A table has some room left in its last page.
    await waitUntil(async () => {
      refused = await create();
      return refused.status !== 201;
    }, "nothing more fits");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "2"]);
    expect(JSON.parse(refused.text).detail).toContain("The disk of Hubload's database is full.");
    toUpstream.set({});
    await waitUntil(async () => (await world.sandbox.uploads()).at(-1)?.answer === 200, "it is taken");
    giveBack();
    await waitUntil(async () => (await statusOf(jobId)) === "completed", "the import has ended");
    expect(await triesOf(jobId)).toHaveLength(1);
    expect(program.isRunning()).toBe(true);
    await checkInvariants(world);
  });

  test("until it ends by itself, with a part on its way: 503 in time, and the part is accounted for once it runs again", async () => {
    const { client, toUpstream, postgres, program } = world;
    const { jobId } = await submitSlowly(world);
    const giveBack = fill(folder);
    // Without room for its log PostgreSQL panics, and cannot recover either.
    await waitUntil(
      () =>
        postgres.query("select pg_switch_wal()").then(
          () => false,
          () => true,
        ),
      "it has no room for its log",
    );
    await waitUntil(async () => {
      const { status } = await client.call("GET", "/api/jobs");
      return status === 503;
    }, "it has ended");
    toUpstream.set({});
    await waitUntil(async () => (await world.sandbox.uploads()).at(-1)?.answer === 200, "it is taken");
    expect((await create()).status).toBe(503);
    expect((await client.call("GET", "/api/health")).status).toBe(200);
    expect(program.isRunning()).toBe(true);
    giveBack();
    await postgres.start();
    await waitUntil(async () => (await statusOf(jobId)) === "completed", "the import has ended", 120_000);
    expect(await triesOf(jobId)).toHaveLength(1);
    await checkInvariants(world);
  });
});
