import { createHash } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LaunchError } from "../launch/launch-error.mjs";
import { waitForLock } from "../launch/lock.mjs";
import { installCommand, isInstalled } from "./install.mjs";
import { run } from "./run.mjs";
import { hashSources, isBuiltFrom, markBuilt } from "./sources.mjs";

/**
 * @typedef {{ project: string, say: (line: string) => void, onOutput: (text: string) => void }} Setting
 *   say: a line for the person waiting; onOutput: what the tools print
 */

/** Installs what is missing. @param {Setting} setting */
export function ensureInstalled({ project, say, onOutput }) {
  return alone(project, async () => {
    if (isInstalled(project)) return;
    say("Installing packages (once, a minute or two) …");
    const { command, args } = installCommand();
    const { ok, output } = await run(command, args, { cwd: project, onOutput });
    if (!ok) throw new LaunchError(`npm ci failed:\n${fromFirstError(output)}`);
  });
}

/** Builds when the sources are not those of the last build. @param {Setting} setting */
export function ensureBuilt({ project, say, onOutput }) {
  return alone(project, async () => {
    const folder = join(project, process.env.NEXT_DIST_DIR || ".next");
    const hash = hashSources(project);
    if (isBuiltFrom(folder, hash)) return;
    say("Building (once, a minute or two) …");
    rmSync(folder, { recursive: true, force: true });
    const { ok, output } = await build(project, process.env, onOutput);
    if (!ok) throw new LaunchError(`The build failed:\n${fromFirstError(output)}`);
    markBuilt(folder, hash);
  });
}

/**
 * @param {string} project
 * @param {NodeJS.ProcessEnv} env
 * @param {(text: string) => void} [onOutput]
 */
export function build(project, env, onOutput) {
  return run(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    cwd: project,
    env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    timeoutMs: 15 * 60_000,
    onOutput,
  });
}

/** One process at a time changes node_modules and the build. */
async function alone(project, work) {
  const id = createHash("sha256").update(project).digest("hex").slice(0, 12);
  const folder = join(tmpdir(), `hubload-setup-${process.getuid?.() ?? 0}-${id}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = await waitForLock(folder, "setup", 20 * 60_000);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** What a person needs to see of a tool's output: from its first error on. */
function fromFirstError(text) {
  const lines = text.trimEnd().split("\n");
  const first = lines.findIndex((line) => /\berror\b/i.test(line));
  return (first < 0 ? lines.slice(-30) : lines.slice(first, first + 30)).join("\n");
}
