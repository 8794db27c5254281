import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it, vi } from "vitest";
import { commandLine, processMark } from "./process-mark.mjs";

describe("the mark of a process", () => {
  it("stays the same while it runs, and is gone with it", async () => {
    const child = spawn("sleep", ["60"]);
    await once(child, "spawn");
    const pid = child.pid ?? 0;
    expect(processMark(pid)).toBeTruthy();
    expect(processMark(pid)).toBe(processMark(pid));
    expect(processMark(pid)).not.toBe(processMark(process.pid));
    expect(commandLine(pid)).toContain("60");
    child.kill();
    await once(child, "exit");
    expect(processMark(pid)).toBeNull();
  });

  it("is gone when all that is left is a zombie that nobody reaps", async () => {
    const parent = spawn("sh", ["-c", "sleep 1 & echo $!; exec sleep 60"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(parent.stdout, "data");
    const zombie = Number(String(line));
    await vi.waitFor(() => expect(processMark(zombie)).toBeNull(), { timeout: 20_000 });
    // The number is still taken.
    expect(process.kill(zombie, 0)).toBe(true);
    parent.kill();
  });
});
