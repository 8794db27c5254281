import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { browserAtHand } from "./browser.mjs";

const folders: string[] = [];

function folderWith(...programs: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "hubload-browser-"));
  folders.push(folder);
  for (const name of programs) {
    writeFileSync(join(folder, name), "#!/bin/sh\n");
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe("the browser of the journeys", () => {
  it("is the one of CHROMIUM_PATH, whatever else there is", () => {
    const PATH = folderWith("chromium");
    expect(browserAtHand({ NODE_ENV: "test", CHROMIUM_PATH: "/opt/own/chromium", PATH })).toBe(
      "/opt/own/chromium",
    );
  });

  it("is Chromium before Chrome, wherever on the PATH they are", () => {
    const [chrome, chromium] = [folderWith("google-chrome"), folderWith("chromium-browser")];
    expect(browserAtHand({ NODE_ENV: "test", PATH: `${chrome}:${chromium}` })).toBe(
      join(chromium, "chromium-browser"),
    );
  });

  it("is a program, not a folder or a file that happens to have the name", () => {
    const folder = folderWith();
    writeFileSync(join(folder, "chromium"), "");
    mkdirSync(join(folder, "google-chrome"));
    expect(browserAtHand({ NODE_ENV: "test", PATH: folder })).toBeUndefined();
  });
});
