// Everything there is to check, from a bare clone: installs, then each check of setup/checks.mjs, with a build folder,
// ports and data of its own. The last line counts: "N passed, N failed".
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { endOnSignal } from "./launch/ending.mjs";
import { toPrint } from "./launch/launch-error.mjs";
import { checkNode } from "./launch/node-version.mjs";
import { checks } from "./setup/checks.mjs";
import { endServersBelow } from "./setup/leftovers.mjs";
import { ensureInstalled } from "./setup/prepare.mjs";
import { endAll } from "./setup/run.mjs";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), "hubload-npm-test-"));
const say = (line) => console.log(line);
const total = { passed: 0, failed: 0 };

// As root, PostgreSQL runs as another user and has to pass.
chmodSync(scratch, 0o711);
process.on("exit", cleanUp);
endOnSignal(async () => {
  process.exit(130);
});

try {
  const advice = checkNode();
  if (advice) say(advice);
  await ensureInstalled({ project, say, onOutput: () => {} });
  for (const check of checks) await take(check);
} catch (error) {
  console.error(toPrint(error));
  total.failed++;
}
cleanUp();
say(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);

/** Before the last line, so that nothing follows it; and at exit, for a run that is cut off. */
function cleanUp() {
  endAll();
  if (!existsSync(scratch)) return;
  try {
    endServersBelow(scratch);
    rmSync(scratch, { recursive: true, force: true, maxRetries: 10 });
  } catch (error) {
    say(`${scratch} could not be removed: ${error.message}`);
  }
}

/** Every check runs, whatever became of the ones before: one run tells everything. */
async function take({ name, run }) {
  const startedAt = Date.now();
  const { passed, failed, output } = await run({ project, env: environment(), scratch, say });
  total.passed += passed;
  total.failed += failed;
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  if (failed > 0) say(output.trimEnd());
  say(`${failed > 0 ? "FAILED" : "ok"}  ${name}: ${passed} passed, ${failed} failed (${seconds} s)`);
}

/** Nothing of the surroundings reaches the tests: no account, no database, no port. */
function environment() {
  const ours =
    /^(?:OPEN_CONNECTORS_|ADMIN_|SANDBOX_|CONTRACT_)|^(?:CALLBACKS|HOST|PORT|PUBLIC_URL|DATA_DIR|DATABASE_URL|SESSION_SECRET|DEMO|NODE_ENV)$/;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return {
    ...Object.fromEntries(kept),
    ...{
      NEXT_DIST_DIR: ".next-test",
      NEXT_TELEMETRY_DISABLED: "1",
      TMPDIR: scratch,
      NO_COLOR: "1",
      FORCE_COLOR: undefined,
    },
  };
}
