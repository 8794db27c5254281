import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { project } from "../e2e/fixtures/child-process";
import { steps } from "./launch/steps.mjs";

test("nothing of the faults is in the production build", () => {
  const build = join(project, process.env.NEXT_DIST_DIR ?? ".next");
  const words = ["FAULT_ORDERS", "faults/launch", "failSync", "fixtures/tcp-proxy", ...Object.keys(steps)];
  const files = ["server", "static"].flatMap((part) =>
    readdirSync(join(build, part), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(js|json|html|rsc|map)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  expect(files.length).toBeGreaterThan(50);
  const found = files.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return words.filter((word) => text.includes(word)).map((word) => `${file}: ${word}`);
  });
  expect(found).toEqual([]);
});
