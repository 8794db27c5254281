import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkInvariants } from "./fixtures/checker";
import { share } from "./fixtures/share";
import { createWorld, type World } from "./fixtures/world";
import { steps } from "./launch/steps.mjs";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const named = (prefix: RegExp) => Object.keys(steps).filter((name) => prefix.test(name));

describe("the program is killed at each step of staging and of taking a job, and started again", () => {
  test.each(share(named(/^(staging|sealing|submitting):/)))("%s", async (step) => {
    const { program, client } = world;
    const before = program.orders.reached().length;
    // What a crash leaves behind the committed offset is there to be cut off.
    const steppingStone = step.includes("cut off") ? "staging: bytes written, not yet synced" : undefined;
    program.orders.write({});
    if (!program.isRunning()) await program.start();
    await client.signIn();
    const crashes = [...(steppingStone === undefined ? [] : [steppingStone]), step];
    await program.orders.give({ crash: crashes[0] ?? step });
    const submitting = world.submit("eloqua", 30);
    for (const [at] of crashes.entries()) {
      expect((await program.died()).signal).toBe("SIGKILL");
      const next = crashes[at + 1];
      program.orders.write(next === undefined ? {} : { crash: next });
      await program.start();
    }
    await submitting;
    expect(program.orders.reached().slice(before)).toEqual(crashes);
  });

  test("nothing acknowledged was lost, and every job ended as the upstream says", async () => {
    const account = await checkInvariants(world);
    expect(account.byStatus).toEqual({ completed: world.submissions.length });
  });
});

test("a sync that fails makes an upload damaged for good: a later one that works says nothing about its bytes", async () => {
  const { program, client } = world;
  if (!program.isRunning()) await program.start();
  await client.signIn();
  const version = { "tus-resumable": "1.0.0" };
  const created = await client.call("POST", "/api/uploads", {
    headers: { ...version, "upload-length": "20000" },
  });
  const location = created.headers.get("location") ?? "";
  const patch = (offset: number) =>
    client.call("PATCH", location, {
      headers: {
        ...version,
        "content-type": "application/offset+octet-stream",
        "upload-offset": String(offset),
      },
      body: Buffer.alloc(10_000, "x"),
    });
  expect((await patch(0)).status).toBe(204);
  await program.orders.give({ failSync: "EIO" });
  const failed = await patch(10_000);
  expect([failed.status, JSON.parse(failed.text).code]).toEqual([410, "upload_damaged"]);
  expect(failed.text).toContain("Send the file again.");
  await program.orders.give({});
  expect((await patch(10_000)).status).toBe(410);
  expect((await client.call("HEAD", location, { headers: version })).status).toBe(410);
  await world.submit("eloqua", 5);
  await checkInvariants(world);
});
