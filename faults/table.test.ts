import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { project } from "../e2e/fixtures/child-process";

const table = readFileSync(join(project, "docs/reliability.md"), "utf8");

/** `file` or `file` › name of a test, up to the end of the cell or of what is said of that file. */
const named = [...table.matchAll(/`([\w./-]+\.(?:ts|md|tsx))`(?: › ([^|;]+))?/g)].map(([, file, name]) => ({
  file: file ?? "",
  name: name?.split(". ")[0]?.trim(),
}));

test("every test that docs/reliability.md names is there", () => {
  expect(named.length).toBeGreaterThan(30);
  const missing = named.filter(({ file, name }) => {
    const path = join(project, file);
    return !existsSync(path) || (name !== undefined && !readFileSync(path, "utf8").includes(name));
  });
  expect(missing).toEqual([]);
});
