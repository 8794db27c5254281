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
