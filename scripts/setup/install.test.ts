import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isInstalled } from "./install.mjs";

let project = "";

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "hubload-install-"));
});

afterEach(() => rmSync(project, { recursive: true }));

function write(file: string, content: unknown) {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), JSON.stringify(content));
}

const wanted = {
  "": { name: "app" },
  "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
  "node_modules/dev": { version: "2.0.0", integrity: "sha512-d", dev: true },
  "node_modules/other-platform": { version: "3.0.0", integrity: "sha512-o", optional: true },
};

function install(packages: Record<string, object>) {
  write("package-lock.json", { packages: wanted });
  write("node_modules/.package-lock.json", { packages });
  for (const path of Object.keys(packages)) write(`${path}/package.json`, {});
}

describe("what npm installed", () => {
  it("is enough when everything but packages of other platforms is there", () => {
    install({ "node_modules/a": wanted["node_modules/a"], "node_modules/dev": wanted["node_modules/dev"] });
    expect(isInstalled(project)).toBe(true);
  });

  it("is not enough without the development packages", () => {
    install({ "node_modules/a": wanted["node_modules/a"] });
    expect(isInstalled(project)).toBe(false);
  });

  it("is not enough when the lock file has another version", () => {
    install({
      "node_modules/a": { version: "0.9.0", integrity: "sha512-a" },
      "node_modules/dev": wanted["node_modules/dev"],
    });
    expect(isInstalled(project)).toBe(false);
  });

  it("is not enough when a package's folder is gone", () => {
    install({ "node_modules/a": wanted["node_modules/a"], "node_modules/dev": wanted["node_modules/dev"] });
    rmSync(join(project, "node_modules/a"), { recursive: true });
    expect(isInstalled(project)).toBe(false);
  });

  it("is not enough when there is nothing", () => {
    write("package-lock.json", { packages: wanted });
    expect(isInstalled(project)).toBe(false);
  });
});
