import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LaunchError } from "../launch/launch-error.mjs";
import { accountFor, plainRunner, unprivilegedRunner } from "./runner.mjs";

/**
 * Where the cluster lives and how its binaries are run.
 * @typedef {{ cluster: string, native: string, runner: import("./runner.mjs").Runner }} Home
 */

/**
 * Beside the data, as whoever starts us. As root: as an account without rights, which may have to pass folders closed
 * to it; where that cannot be arranged, cluster and binaries move to a folder of the system, once and for good.
 * @param {string} dataDir
 * @param {{ folder: string, version: string }} binaries
 * @param {(line: string) => void} log
 * @returns {Home}
 */
export function findHome(dataDir, binaries, log) {
  const beside = join(dataDir, "cluster");
  if (process.getuid?.() !== 0) return { cluster: beside, native: binaries.folder, runner: plainRunner() };
  const pointer = join(dataDir, "moved-to");
  if (!existsSync(pointer)) {
    const runner = unprivilegedRunner(accountFor(beside), binaries.folder, dataDir);
    if (runner) return { cluster: beside, native: binaries.folder, runner };
    moveOut(beside, pointer, log);
  }
  return systemHome(readFileSync(pointer, "utf8").trim(), binaries);
}

function moveOut(beside, pointer, log) {
  const folder = `/var/lib/hubload-${createHash("sha256").update(beside).digest("hex").slice(0, 12)}`;
  log(`The user that PostgreSQL runs as may not enter ${beside}: the database is kept in ${folder}.`);
  prepare(folder, () => {
    if (existsSync(beside)) {
      if (existsSync(join(beside, "postmaster.pid")))
        throw new Error("it was not shut down: start it once as before");
      copyTree(beside, join(folder, "cluster"));
      renameSync(beside, `${beside}.before-move`);
    }
    writeFileSync(pointer, folder, { mode: 0o600 });
  });
}

function systemHome(folder, { folder: installed, version }) {
  const native = join(folder, `native-${version}`);
  const cluster = join(folder, "cluster");
  prepare(folder, () => {
    if (!existsSync(native)) copyTree(installed, native, ["chmod", "-R", "go+rX"]);
  });
  const runner = unprivilegedRunner(accountFor(cluster), native, folder);
  if (!runner) throw cannotKeep(folder, "the user nobody may not enter it");
  return { cluster, native, runner };
}

function prepare(folder, fill) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    fill();
  } catch (error) {
    throw cannotKeep(folder, error.message);
  }
}

const cannotKeep = (folder, reason) =>
  new LaunchError(
    `The database cannot be kept in ${folder} (${reason}). Start as another user than root, or set DATABASE_URL.`,
  );

/** Copies with owners, rights and links; what bears the final name is whole. */
function copyTree(from, to, finish) {
  const draft = `${to}.draft`;
  rmSync(draft, { recursive: true, force: true });
  const steps = [["cp", "-a", from, draft], ...(finish ? [[...finish, draft]] : [])];
  for (const [command, ...args] of steps) {
    const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(error?.message ?? stderr.trim());
  }
  renameSync(draft, to);
}
