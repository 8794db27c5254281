import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { hashSources, isBuiltFrom, markBuilt } from "./sources.mjs";

let project = "";

function write(file: string, text: string) {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
}

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "hubload-sources-"));
  write("package.json", "{}");
  write("app/page.tsx", "one");
  write("lib/csv/read.test.ts", "test");
  write(".next/BUILD_ID", "1");
});

afterEach(() => rmSync(project, { recursive: true }));

const build = () => markBuilt(join(project, ".next"), hashSources(project));
const isCurrent = () => isBuiltFrom(join(project, ".next"), hashSources(project));

it("a build is current until a source, a package or a configuration changes", () => {
  expect(isCurrent()).toBe(false);
  for (const file of ["app/page.tsx", "app/new/page.tsx", "package.json", "next.config.js"]) {
    build();
    expect(isCurrent()).toBe(true);
    write(file, `changed ${file}`);
    expect(isCurrent(), file).toBe(false);
  }
});

it("a changed test or generated file does not ask for a build", () => {
  build();
  write("lib/csv/read.test.ts", "another test");
  write("next-env.d.ts", "generated");
  expect(isCurrent()).toBe(true);
});

it("a build that was cut off is not current", () => {
  build();
  rmSync(join(project, ".next/BUILD_ID"));
  expect(isCurrent()).toBe(false);
});
