import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { holderOf, tryLock } from "./lock.mjs";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hubload-lock-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const module = JSON.stringify(join(import.meta.dirname, "lock.mjs"));

/** A process that runs `program` with the lock functions, until it is killed. */
function other(program: string) {
  const script = `import(${module}).then(async ({ tryLock, waitForLock }) => { const folder = ${JSON.stringify(folder)}; ${program} });`;
  return spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
}

describe("a lock between processes", () => {
  it("is held by one, who is named with a note, until it is released", () => {
    const lock = tryLock(folder, "door", "at the door");
    expect(tryLock(folder, "door")).toEqual({
      held: false,
      holder: { pid: process.pid, note: "at the door" },
    });
    if (lock.held) lock.release();
    expect(holderOf(folder, "door")).toBeNull();
    expect(tryLock(folder, "door").held).toBe(true);
  });

  it("is free when its holder was killed", async () => {
    const holder = other(
      `tryLock(folder, "door"); process.stdout.write("held"); setInterval(() => {}, 1000);`,
    );
    await once(holder.stdout, "data");
    expect(tryLock(folder, "door").held).toBe(false);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    expect(tryLock(folder, "door").held).toBe(true);
  });

  it("lets one process at a time in, however many want to, and takes over from those that are killed", async () => {
    const program = `
      const { writeFileSync, rmSync } = await import("node:fs");
      for (let turn = 0; turn < 15; turn++) {
        const lock = await waitForLock(folder, "door", 60000);
        writeFileSync(folder + "/inside", "", { flag: "wx" });
        rmSync(folder + "/inside");
        if (turn === 14 && process.pid % 2 === 0) process.kill(process.pid, "SIGKILL");
        lock.release();
      }
      process.stdout.write("15 turns");`;
    const processes = Array.from({ length: 6 }, () => other(program));
    const codes = await Promise.all(processes.map(async (child) => (await once(child, "exit"))[0]));
    // A process that found another one inside would have ended with 1.
    expect(codes.filter((code) => code !== 0 && code !== null)).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(1);
  });
});
