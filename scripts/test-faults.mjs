// Every fault test in full, against the built program: npm run test:faults [-- soak | -t "name" | …]. `npm test` runs a share.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { getBrowser } from "./browser.mjs";
import { LaunchError, toPrint } from "./launch/launch-error.mjs";
import { ensureBuilt, ensureInstalled } from "./setup/prepare.mjs";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const setting = { project, say: (line) => console.log(line), onOutput: () => {} };

// The build of `npm test`: a running demo keeps its own.
process.env.NEXT_DIST_DIR ||= ".next-test";
try {
  await ensureInstalled(setting);
  await ensureBuilt(setting);
  const browser = await getBrowser(setting);
  if ("problem" in browser) throw new LaunchError(browser.problem);
  process.env.CHROMIUM_PATH = browser.path;
} catch (error) {
  console.error(toPrint(error));
  process.exit(1);
}
const vitest = join(project, "node_modules/.bin/vitest");
const args = ["run", "--config", "faults/vitest.config.mts", ...process.argv.slice(2)];
process.exit(spawnSync(vitest, args, { cwd: project, stdio: "inherit" }).status ?? 1);
