// Runs the walls of .dependency-cruiser.cjs and makes sure that they were really looked at: with a TypeScript it cannot
// use, dependency-cruiser passes on zero modules.
import { spawnSync } from "node:child_process";

const fewestModules = 60;
const folders = [
  "app",
  "components",
  "lib",
  "sandbox",
  "e2e",
  "faults",
  "scripts",
  "bench",
  "proxy.ts",
  "instrumentation.ts",
  "instrumentation-node.ts",
];
const run = (type) =>
  spawnSync(
    "node_modules/.bin/depcruise",
    ["--config", ".dependency-cruiser.cjs", "--output-type", type, ...folders],
    {
      encoding: "utf8",
      maxBuffer: 256 * 1024 * 1024,
    },
  );

const { stdout, stderr, status } = run("json");
if (!stdout) {
  console.error(stderr);
  process.exit(status || 1);
}
const { modules, summary } = JSON.parse(stdout);
const ours = modules.filter((module) => !module.source.includes("node_modules") && !module.coreModule);
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
if (ours.length < fewestModules) {
  console.error(
    `Only ${ours.length} modules were seen, at least ${fewestModules} were expected: the walls were not checked.`,
  );
  process.exit(1);
}
if (summary.violations.length > 0) process.exit(1);
console.log(`walls: ${ours.length} modules, ${summary.totalDependenciesCruised} imports, 0 violations`);
