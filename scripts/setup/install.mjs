import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What makes node_modules what package-lock.json asks for, development packages included.
 * @returns {{ command: string, args: string[] }}
 */
export function installCommand() {
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund"];
  const npm = process.env.npm_execpath;
  return npm ? { command: process.execPath, args: [npm, ...args] } : { command: "npm", args };
}

/**
 * Whether node_modules holds what package-lock.json asks for, by npm's own note of what it installed.
 * @param {string} project
 */
export function isInstalled(project) {
  const wanted = packagesOf(join(project, "package-lock.json"));
  const installed = packagesOf(join(project, "node_modules/.package-lock.json"));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional, link }]) => {
    if (path === "" || link) return true;
    const found = installed[path];
    // Optional packages are for one platform each.
    if (!found) return optional === true;
    return (
      found.version === version &&
      found.integrity === integrity &&
      existsSync(join(project, path, "package.json"))
    );
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return null;
  }
}
