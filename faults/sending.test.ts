import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkInvariants } from "./fixtures/checker";
import type { Submission } from "./fixtures/client";
import type { Kind } from "./fixtures/rows";
import { share } from "./fixtures/share";
import { waitUntil } from "./fixtures/wait-until";
import { createWorld, type World } from "./fixtures/world";
import { steps } from "./launch/steps.mjs";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const sendingSteps = Object.keys(steps).filter((name) => /^(sending|looking|following):/.test(name));

/** From *started* on the upstream may have it, and these times it has not: a person is asked. */
const isAskedAfter = /start committed|head about to be sent|in the middle of the body/;

const submitted: { step: string; submission: Submission }[] = [];

describe("the program is killed at each step of sending and following, and started again", () => {
  test.each(share(sendingSteps, 4))("%s", async (step) => {
    const { program, client, sandbox } = world;
    const kind: Kind = submitted.length % 2 === 0 ? "eloqua" : "freshbooks";
    const before = program.orders.reached().length;
    program.orders.write({});
    if (!program.isRunning()) await program.start();
    await client.signIn();
    // Else an earlier import, begun anew, may be the one that is struck.
    await waitUntil(isNoneUnderWay, "the imports before have got as far as they can", 120_000);
    if (step.startsWith("looking")) await sandbox.control({ connection: kind, dropReply: 1 });
    await program.orders.give({ crash: step });
    const submission = world.submit(kind, 40, (row) => row === 7);
    expect((await program.died()).signal).toBe("SIGKILL");
    program.orders.write({});
    await program.start();
    submitted.push({ step, submission: await submission });
    expect(program.orders.reached().slice(before)).toEqual([step]);
  });

  test("nothing was sent twice, and every job ended or asks within a minute of the last fault", async () => {
    await checkInvariants(world);
  });

  test("what may have arrived and did not is asked about; everything else ended by itself", async () => {
    for (const { step, submission } of submitted) {
      const { text } = await world.client.patiently("GET", `/api/jobs/${submission.jobId}`);
      const wanted = isAskedAfter.test(step) ? "needs_decision" : "completed_with_failures";
      expect([step, JSON.parse(text).job.status]).toEqual([step, wanted]);
    }
  });
});

describe("SIGTERM", () => {
  test("lets what is being sent end, and the program exits with 0", async () => {
    const { program, client, sandbox, toUpstream } = world;
    if (!program.isRunning()) await program.start();
    await client.signIn();
    const before = (await sandbox.uploads()).length;
    toUpstream.set({ bytesPerSecond: 4_000 });
    const { jobId } = await world.submit("eloqua", 100);
    await waitUntil(async () => (await statusOf(jobId)) === "sending", "the part is on its way");
    const ending = program.end("SIGTERM");
    expect(await ending).toEqual({ code: 0, signal: null });
    toUpstream.set({});
    expect((await sandbox.uploads()).slice(before)).toMatchObject([{ complete: true, answer: 200 }]);
    await program.start();
    await checkInvariants(world);
    expect(await statusOf(jobId)).toBe("completed");
  });

  test.each(["sending: intent committed, not yet connected", "following: end about to be committed"])(
    "followed by the end of patience at this step loses nothing: %s",
    async (step) => {
      const { program } = world;
      if (!program.isRunning()) await program.start();
      await world.client.signIn();
      await program.orders.give({ crash: step });
      const submission = world.submit("freshbooks", 5);
      await program.died();
      program.orders.write({});
      await program.start();
      await submission;
      expect((await program.end("SIGTERM")).code).toBe(0);
      await program.start();
      await checkInvariants(world);
    },
  );
});

/** What is looked for and never arrived passes none of the steps any more. */
async function isNoneUnderWay(): Promise<boolean> {
  const lost = submitted
    .filter(({ step }) => isAskedAfter.test(step))
    .map(({ submission }) => submission.jobId);
  const rows = await world.postgres.query(
    `select 1 from batches where status not in ('completed', 'needs_decision')
      and not (status = 'unknown' and job_id = any($1)) limit 1`,
    [lost],
  );
  return rows.length === 0;
}

async function statusOf(jobId: string): Promise<string> {
  const { text } = await world.client.patiently("GET", `/api/jobs/${jobId}`);
  return JSON.parse(text).job.status;
}
