import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * The browser that is there: CHROMIUM_PATH, else Chromium or Chrome on the PATH.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
export function browserAtHand(env = process.env) {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH;
  const folders = (env.PATH ?? "").split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

/**
 * Finds a browser for the journeys, or gets one: on Debian as root from the system's packages, else Playwright's own.
 * @param {{ project: string, say: (line: string) => void, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ path: string } | { problem: string }>}
 */
export async function getBrowser({ project, say, env = process.env }) {
  const atHand = browserAtHand(env);
  if (atHand)
    return isProgram(atHand) ? { path: atHand } : { problem: `CHROMIUM_PATH: ${atHand} is no program.` };
  if (isDebianRoot()) {
    say("No browser found: installing Debian's Chromium (apt-get update, apt-get install -y chromium) …");
    if (aptGet(["update"], env) && aptGet(["install", "-y", "chromium"], env)) {
      const installed = browserAtHand(env);
      if (installed) return { path: installed };
    }
  }
  const playwrights = await playwrightsOwn(project, say, env);
  return playwrights ? { path: playwrights } : { problem: adviceFor() };
}

function adviceFor() {
  const debian = "apt-get update && apt-get install -y chromium";
  const command = isDebian()
    ? isRoot()
      ? debian
      : `sudo sh -c '${debian}'`
    : "npx playwright install --with-deps chromium";
  return `No browser for the journeys. Run: ${command}   (or set CHROMIUM_PATH to a Chromium or Chrome)`;
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

const isRoot = () => process.getuid?.() === 0;
const isDebian = () =>
  existsSync("/etc/os-release") && /^ID="?debian"?$/m.test(readFileSync("/etc/os-release", "utf8"));
const isDebianRoot = () => isRoot() && isDebian();

function aptGet(args, env) {
  const options = {
    env: { ...env, DEBIAN_FRONTEND: "noninteractive" },
    stdio: ["ignore", "ignore", "inherit"],
    timeout: 600_000,
  };
  return spawnSync("/usr/bin/apt-get", ["-qq", ...args], options).status === 0;
}

async function playwrightsOwn(project, say, env) {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  if (isProgram(path)) return path;
  say("No browser found: trying Playwright's own …");
  const cli = join(project, "node_modules/@playwright/test/cli.js");
  spawnSync(process.execPath, [cli, "install", "chromium"], {
    cwd: project,
    env,
    stdio: "ignore",
    timeout: 300_000,
  });
  return isProgram(path) ? path : undefined;
}
