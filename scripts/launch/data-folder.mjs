import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { LaunchError } from "./launch-error.mjs";

/**
 * Makes DATA_DIR when it is missing: for us alone, except that root lets others pass, for the database runs as another
 * user and owns a folder inside. A folder that is there already keeps its rights.
 * @param {string} [path]
 * @returns {string} its absolute path
 */
export function openDataFolder(path = process.env.DATA_DIR) {
  const folder = resolve(path || "data");
  try {
    if (!existsSync(folder)) {
      mkdirSync(folder, { recursive: true });
      chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
    }
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new LaunchError(`DATA_DIR ${folder} cannot be used: ${error.message}`);
  }
  return folder;
}

/**
 * The secret that signs sessions, made once and kept beside the data.
 * @param {string} folder
 */
export function sessionSecret(folder) {
  const file = join(folder, "session-secret");
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
    keepFirst(draft, file);
  }
  return readFileSync(file, "utf8").trim();
}

/** Of several that start at once on one folder, the first one's stays. */
function keepFirst(draft, file) {
  try {
    linkSync(draft, file);
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
}
