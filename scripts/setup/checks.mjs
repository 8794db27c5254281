import { join } from "node:path";
import { getBrowser } from "../browser.mjs";
import { listedTests, playwrightCounts, vitestCounts } from "./counts.mjs";
import { build } from "./prepare.mjs";
import { run } from "./run.mjs";

const minuteMs = 60_000;

/**
 * @typedef {{ project: string, env: NodeJS.ProcessEnv, scratch: string, say: (line: string) => void }} Place
 * @typedef {{ name: string, run: (place: Place) => Promise<{ passed: number, failed: number, output: string }> }} Check
 */

/** Everything `npm test` looks at, cheap first. @type {Check[]} */
export const checks = [
  { name: "format and lint", run: tool("biome", ["check", "."]) },
  { name: "walls", run: script(["scripts/boundaries.mjs"]) },
  { name: "types", run: types },
  { name: "unused code", run: tool("knip", []) },
  { name: "unit tests", run: unitTests },
  { name: "build", run: ({ project, env }) => build(project, env).then(asOne) },
  { name: "faults, a share of them", run: faults },
  { name: "browser journeys", run: journeys },
];

const asOne = ({ ok, output }) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, output });

function tool(name, args) {
  return ({ project, env }) =>
    run(join(project, "node_modules/.bin", name), args, { cwd: project, env, timeoutMs: 5 * minuteMs }).then(
      asOne,
    );
}

function script(args) {
  return ({ project, env }) =>
    run(process.execPath, args, { cwd: project, env, timeoutMs: 5 * minuteMs }).then(asOne);
}

async function types(place) {
  const generated = await tool("next", ["typegen"])(place);
  if (generated.failed > 0) return generated;
  return tool("tsc", ["--noEmit", "--incremental", "false", "--project", "tsconfig.test.json"])(place);
}

async function unitTests({ project, env, scratch }) {
  const report = join(scratch, "vitest.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const vitest = join(project, "node_modules/.bin/vitest");
  const { ok, output } = await run(vitest, args, { cwd: project, env, timeoutMs: 25 * minuteMs });
  return { ...vitestCounts(report, ok), output };
}

/** What `npm run test:faults` runs in full. */
async function faults({ project, env, scratch }) {
  const report = join(scratch, "faults.json");
  const args = ["run", "--config", "faults/vitest.config.mts", "--reporter=default", "--reporter=json"];
  const vitest = join(project, "node_modules/.bin/vitest");
  const { ok, output } = await run(vitest, [...args, `--outputFile.json=${report}`], {
    cwd: project,
    env: { ...env, FAULTS: "share" },
    timeoutMs: 20 * minuteMs,
  });
  return { ...vitestCounts(report, ok), output };
}

async function journeys({ project, env, scratch, say }) {
  const playwright = join(project, "node_modules/.bin/playwright");
  const browser = await getBrowser({ project, say, env });
  if ("problem" in browser) {
    const { output } = await run(playwright, ["test", "--list", "--reporter=json"], { cwd: project, env });
    return { passed: 0, failed: Math.max(1, listedTests(output)), output: browser.problem };
  }
  const report = join(scratch, "journeys.json");
  const { ok, output } = await run(playwright, ["test", "--reporter=list,json"], {
    cwd: project,
    env: { ...env, CHROMIUM_PATH: browser.path, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    timeoutMs: 30 * minuteMs,
  });
  return { ...playwrightCounts(report, ok), output };
}
