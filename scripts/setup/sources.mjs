import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folders = ["app", "components", "lib", "public"];
const rootFile = /\.(?:js|mjs|cjs|ts|json)$/;
const isTest = /\.(?:test|contract)\.[a-z]+$/;
const stampName = "sources.sha256";

/**
 * One hash over everything a build is made of.
 * @param {string} project
 */
export function hashSources(project) {
  const hash = createHash("sha256");
  const atRoot = readdirSync(project).filter((name) => rootFile.test(name) && name !== "next-env.d.ts");
  const files = [...atRoot, ...folders.flatMap((folder) => filesBelow(project, folder))];
  for (const file of files.sort((a, b) => (a < b ? -1 : 1))) {
    if (isTest.test(file)) continue;
    hash.update(`${file}\0`).update(
      createHash("sha256")
        .update(readFileSync(join(project, file)))
        .digest(),
    );
  }
  return hash.digest("hex");
}

function filesBelow(project, folder) {
  if (!existsSync(join(project, folder))) return [];
  return readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(project.length + 1));
}

/**
 * Whether the build in `buildFolder` was made of these sources.
 * @param {string} buildFolder
 * @param {string} hash
 */
export function isBuiltFrom(buildFolder, hash) {
  try {
    readFileSync(join(buildFolder, "BUILD_ID"));
    return readFileSync(join(buildFolder, stampName), "utf8") === hash;
  } catch {
    return false;
  }
}

/** Says so after a build. */
export const markBuilt = (buildFolder, hash) => writeFileSync(join(buildFolder, stampName), hash);
